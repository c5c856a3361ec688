namespace LocalCluster.Tests.ApiServer.Cel;

/// <summary>Every expression here holds on the sample.</summary>
public sealed class ExpressionTests
{
    [Theory]
    [InlineData("1 + 2 * 3 == 7")]
    [InlineData("(1 + 2) * 3 == 9")]
    [InlineData("7 / 2 == 3 && -7 / 2 == -3 && 7 % 3 == 1 && -7 % 3 == -1")]
    [InlineData("7.0 / 2.0 == 3.5")]
    [InlineData("5u - 2u == 3u")]
    [InlineData("- -3 == 3")]
    [InlineData("0x10 == 16 && 1e3 == 1000.0 && .5 == 0.5")]
    [InlineData("!false && (true || false)")]
    [InlineData("1 < 2 && 2 <= 2 && 3 > 2 && 3 >= 3 && 1 != 2")]
    [InlineData("1 < 1.5 && 2u > 1 && 1 == 1")]
    [InlineData("'a' < 'b' && \"a\" == 'a'")]
    [InlineData("true ? 1 == 1 : 1 / 0 == 1")]
    [InlineData("false ? false : true ? true : false")]
    [InlineData("'con' + 'cat' == 'concat' && [1] + [2, 3] == [1, 2, 3]")]
    [InlineData("{'a': 1, 'b': 2}['b'] == 2 && {'a': 1}.a == 1")]
    [InlineData("2 in [1, 2] && !('x' in {'y': 1}) && 'y' in {'y': 1}")]
    [InlineData("[[1], [2]][1][0] == 2")]
    [InlineData("{1: 'a', 2: 'b'}[2] == 'b' && {true: 1}[true] == 1")]
    [InlineData(@"r'\d' == '\\d' && '''a""b''' == 'a""b' && '\u00e9' == 'é' && '\x41\101' == 'AA'")]
    [InlineData("b'ab' == bytes('ab') && size(b'é') == 2")]
    [InlineData("// a comment\n true")]
    [InlineData("null == null && type(null) == null_type")]
    public void The_language_is_spoken(string rule) => Assert.Null(Rule.Answer(rule));

    [Theory]
    [InlineData("self.count == 3 && self.name == 'web' && self.ratio > 1.4 && self.on")]
    [InlineData("self.nested.deep.flag && has(self.nested.deep) && !has(self.other)")]
    [InlineData("self.labels['app'] == 'web' && self.labels.tier == 'front' && 'app' in self.labels && has(self.labels.app)")]
    [InlineData("self.labels.all(k, self.labels[k] != '') && self.labels.exists(k, k == 'tier')")]
    [InlineData("self.ports[1].port == 8080 && size(self.ports) == 2")]
    [InlineData("self.size == '25%' && type(self.size) == string && self.size != 5")]
    [InlineData("type(self.size) == int ? self.size < 5 : self.size.endsWith('%')")]
    [InlineData("self.raw == self.raw && has(self.raw)")]
    [InlineData("self.at.getFullYear() == 2024 && self.at < timestamp('2025-01-01T00:00:00Z')")]
    [InlineData("self.__for__ == duration('90m') && self.__for__.getMinutes() == 90")]
    [InlineData("self.bytes == b'hi' && string(self.bytes) == 'hi'")]
    [InlineData("!has(self.maybe) || self.maybe == ''")]
    [InlineData("self.a__dash__b == 1 && self.c__dot__d == 2 && self.e__slash__f == 3 && self.__namespace__ == 'ns' && self.x__underscores__y == 4")]
    public void Fields_are_read_as_their_schema_says(string rule) => Assert.Null(Rule.Answer(rule));

    [Theory]
    [InlineData("[1, 2, 3].all(x, x > 0) && ![1, 2, 3].all(x, x > 1)")]
    [InlineData("[1, 2, 3].exists(x, x == 2) && ![1, 2].exists(x, x == 3)")]
    [InlineData("[1, 2, 2].exists_one(x, x == 1) && ![1, 2, 2].exists_one(x, x == 2)")]
    [InlineData("[1, 2].map(x, x * 2) == [2, 4] && [1, 2, 3].map(x, x > 1, x * 2) == [4, 6]")]
    [InlineData("[1, 2, 3].filter(x, x % 2 == 1) == [1, 3]")]
    [InlineData("{'a': 1, 'b': 2}.filter(k, k == 'a') == ['a']")]
    [InlineData("[[1, 2], [3]].all(l, l.all(x, x > 0))")]
    [InlineData("[1, 2].all(i, v, i + 1 == v) && {'a': 1}.exists(k, v, k == 'a' && v == 1)")]
    [InlineData("[1, 2].transformList(i, v, i * v) == [0, 2] && {'a': 1}.transformMap(k, v, v + 1) == {'a': 2}")]
    [InlineData("[].all(x, x > 1) && ![].exists(x, x > 1)")]
    public void Macros_walk_through_lists_and_maps(string rule) => Assert.Null(Rule.Answer(rule));

    [Theory]
    [InlineData("self.words.map(w, w.upperAscii()).join('-') == 'B-A'")]
    [InlineData("[3, 1, 2].sum() == 6 && [3, 1, 2].min() == 1 && [3, 1, 2].max() == 3 && [0.5, 0.5].sum() == 1.0")]
    [InlineData("[1, 2, 2].isSorted() && !self.numbers.isSorted() && ['a', 'b'].isSorted()")]
    [InlineData("['a', 'b', 'a'].indexOf('a') == 0 && ['a', 'b', 'a'].lastIndexOf('a') == 2 && ['a'].indexOf('z') == -1")]
    [InlineData("[duration('1s'), duration('2s')].sum() == duration('3s')")]
    [InlineData("[[1], [2, 3]].flatten() == [1, 2, 3] && [1, 2, 1].distinct() == [1, 2] && [1, 2].reverse() == [2, 1]")]
    [InlineData("[3, 1, 2].sort() == [1, 2, 3] && [1, 2, 3, 4].slice(1, 3) == [2, 3]")]
    public void Lists_have_functions(string rule) => Assert.Null(Rule.Answer(rule));

    [Theory]
    [InlineData("'hello'.startsWith('he') && 'hello'.endsWith('lo') && 'hello'.contains('ell')")]
    [InlineData("'v1.2'.matches('^v[0-9]+') && matches('ab', 'b')")]
    [InlineData("'a,b,c'.split(',') == ['a', 'b', 'c'] && 'a,b,c'.split(',', 2) == ['a', 'b,c'] && ['a', 'b'].join() == 'ab'")]
    [InlineData("'HeLLo'.lowerAscii() == 'hello' && 'é'.upperAscii() == 'é'")]
    [InlineData("'banana'.replace('a', 'o') == 'bonono' && 'banana'.replace('a', 'o', 2) == 'bonona'")]
    [InlineData("'tacocat'.substring(4) == 'cat' && 'tacocat'.substring(0, 4) == 'taco'")]
    [InlineData("'hello'.indexOf('l') == 2 && 'hello'.indexOf('l', 3) == 3 && 'hello'.lastIndexOf('l') == 3 && 'hello'.indexOf('z') == -1")]
    [InlineData("'  a b \\n'.trim() == 'a b' && 'abc'.charAt(1) == 'b' && 'abc'.charAt(3) == ''")]
    [InlineData("'abc 123 def'.find('[0-9]+') == '123' && 'a1b2'.findAll('[0-9]') == ['1', '2'] && 'a1b2'.findAll('[0-9]', 1) == ['1']")]
    [InlineData("size('é😀') == 2 && 'é😀'.size() == 2 && '😀x'.indexOf('x') == 1")]
    [InlineData("'%s has %d, %.2f, %x, %b and %e'.format(['a', 3, 1.005, 255, 5, 1234.5]) == 'a has 3, 1.00, ff, 101 and 1.234500e+03'")]
    [InlineData("'%s %s %s'.format([[1, 2], {'a': 1}, true]) == '[1, 2] {\"a\":1} true'")]
    public void Strings_have_functions(string rule) => Assert.Null(Rule.Answer(rule));

    [Theory]
    [InlineData("int('12') == 12 && int(3.9) == 3 && int(5u) == 5 && int(timestamp('1970-01-01T00:01:00Z')) == 60")]
    [InlineData("string(12) == '12' && string(1.5) == '1.5' && string(true) == 'true' && string(duration('90s')) == '90s'")]
    [InlineData("double('1.5') == 1.5 && double(3) == 3.0 && uint(3) == 3u && bool('true')")]
    [InlineData("type(1) == int && type(1.0) == double && type('') == string && type([]) == list && type({}) == map && type(type(1)) == type")]
    [InlineData("dyn(1) == 1.0 && dyn('a') != 1")]
    public void Values_are_converted(string rule) => Assert.Null(Rule.Answer(rule));

    [Theory]
    [InlineData("duration('1h') > duration('59m') && duration('1h') + duration('30m') == duration('90m')")]
    [InlineData("duration('1.5s').getMilliseconds() == 1500 || duration('1.5s').getMilliseconds() == 500")]
    [InlineData("timestamp('2024-02-29T23:00:00Z') + duration('2h') == timestamp('2024-03-01T01:00:00Z')")]
    [InlineData("timestamp('2024-03-01T00:00:00Z') - timestamp('2024-02-29T00:00:00Z') == duration('24h')")]
    [InlineData("timestamp('2024-02-29T12:00:00Z').getMonth() == 1 && timestamp('2024-02-29T12:00:00Z').getDate() == 29 && timestamp('2024-02-29T12:00:00Z').getDayOfMonth() == 28")]
    [InlineData("timestamp('2024-02-29T12:00:00Z').getDayOfWeek() == 4 && timestamp('2024-02-29T12:00:00Z').getDayOfYear() == 59")]
    [InlineData("timestamp('2024-02-29T12:00:00Z').getHours('+02:30') == 14 && timestamp('2024-02-29T12:00:00Z').getMinutes('+02:30') == 30")]
    public void Times_are_reckoned_with(string rule) => Assert.Null(Rule.Answer(rule));

    [Theory]
    [InlineData("isQuantity('10Mi') && !isQuantity('10 Mi')")]
    [InlineData("quantity('1Gi').compareTo(quantity('1024Mi')) == 0 && quantity('1').compareTo(quantity('2')) == -1")]
    [InlineData("quantity('2').isGreaterThan(quantity('1500m')) && quantity('1').isLessThan(quantity('1100m'))")]
    [InlineData("quantity('50k').asInteger() == 50000 && quantity('1k').isInteger() && !quantity('1m').isInteger() && quantity('500m').asApproximateFloat() == 0.5")]
    [InlineData("quantity('50k').add(20) == quantity('50020') && quantity('50k').add(quantity('1k')) == quantity('51k')")]
    [InlineData("quantity('50k').sub(quantity('1k')) == quantity('49k') && sign(quantity('-1')) == -1")]
    public void Quantities_are_compared_and_summed(string rule) => Assert.Null(Rule.Answer(rule));

    [Theory]
    [InlineData("self.?other.orValue('none') == 'none' && self.?name.orValue('none') == 'web'")]
    [InlineData("!self.?other.hasValue() && self.?nested.?deep.?flag.hasValue()")]
    [InlineData("optional.of(1).value() == 1 && !optional.none().hasValue() && optional.ofNonZeroValue('') == optional.none()")]
    [InlineData("self.?other.or(optional.of('x')).value() == 'x'")]
    [InlineData("self.?name.optMap(n, n + '!').orValue('') == 'web!' && self.labels[?'zone'].orValue('z') == 'z'")]
    [InlineData("[?self.?other, ?self.?name] == ['web'] && {?'a': self.?other} == {}")]
    public void Values_may_be_optional(string rule) => Assert.Null(Rule.Answer(rule));

    [Theory]
    [InlineData("true || 1 / 0 == 1")]
    [InlineData("1 / 0 == 1 || true")]
    [InlineData("!(false && 1 / 0 == 1) && !(1 / 0 == 1 && false)")]
    [InlineData("[0, 1].exists(x, 1 / x == 1)")]
    [InlineData("![0, 1].all(x, 1 / x > 1)")]
    public void An_error_counts_only_when_it_decides(string rule) => Assert.Null(Rule.Answer(rule));

    [Fact]
    public void Sets_are_equal_in_any_order_and_sums_of_list_maps_are_merged_by_key()
    {
        Assert.Empty(Rule.Failures("self.set == oldSelf.set", """{"set":["x","y"]}""", old: """{"set":["y","x"]}"""));
        Assert.Empty(Rule.Failures("(self.set + oldSelf.set).size() == 3", """{"set":["x","y"]}""", old: """{"set":["y","z"]}"""));
        Assert.Empty(Rule.Failures(
            "(self.ports + oldSelf.ports).size() == 2", """{"ports":[{"name":"a","port":1}]}""", old: """{"ports":[{"name":"a"},{"name":"b"}]}"""));
        Assert.Single(Rule.Failures("self.words == oldSelf.words", """{"words":["x","y"]}""", old: """{"words":["y","x"]}"""));
    }
}
