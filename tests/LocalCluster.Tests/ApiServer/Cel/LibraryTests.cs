namespace LocalCluster.Tests.ApiServer.Cel;

/// <summary>Addresses, networks, URLs, formats and versions in rules.</summary>
public sealed class LibraryTests
{
    [Theory]
    [InlineData("isIP('10.0.0.1') && isIP('::1') && !isIP('10.0.0') && !isIP('10.0.0.01') && !isIP('::ffff:1.2.3.4') && !isIP('x')")]
    [InlineData("ip('10.0.0.1').family() == 4 && ip('fe80::1').family() == 6 && string(ip('2001:db8:0:0:0:0:0:1')) == '2001:db8::1'")]
    [InlineData("ip.isCanonical('2001:db8::1') && !ip.isCanonical('2001:DB8::1') && ip('127.0.0.1') == ip('127.0.0.1')")]
    [InlineData("ip('127.0.0.1').isLoopback() && ip('0.0.0.0').isUnspecified() && ip('169.254.1.1').isLinkLocalUnicast() && ip('224.0.0.1').isLinkLocalMulticast()")]
    [InlineData("ip('8.8.8.8').isGlobalUnicast() && !ip('224.0.0.1').isGlobalUnicast() && !ip('255.255.255.255').isGlobalUnicast() && type(ip('::1')) == net.IP")]
    public void Addresses(string rule) => Assert.Null(Rule.Answer(rule));

    [Theory]
    [InlineData("isCIDR('10.0.0.0/8') && !isCIDR('10.0.0.0/33') && !isCIDR('10.0.0.0') && !isCIDR('10.0.0.0/08')")]
    [InlineData("cidr('192.168.0.0/24').containsIP('192.168.0.7') && !cidr('192.168.0.0/24').containsIP(ip('192.168.1.7'))")]
    [InlineData("cidr('10.0.0.0/8').containsCIDR('10.1.0.0/16') && !cidr('10.1.0.0/16').containsCIDR(cidr('10.0.0.0/8'))")]
    [InlineData("cidr('10.1.2.3/8').masked() == cidr('10.0.0.0/8') && cidr('10.1.2.3/8').ip() == ip('10.1.2.3') && cidr('::/48').prefixLength() == 48 && string(cidr('10.0.0.0/8')) == '10.0.0.0/8'")]
    public void Networks(string rule) => Assert.Null(Rule.Answer(rule));

    [Theory]
    [InlineData("isURL('https://example.com:80/a?b=c') && isURL('/path') && !isURL('example.com') && !isURL('')")]
    [InlineData("url('https://example.com:80/a%20b?x=1&y=2&x=3#f').getHost() == 'example.com:80'")]
    [InlineData("url('https://[::1]:80/').getHostname() == '::1' && url('https://[::1]:80/').getPort() == '80' && url('/p').getScheme() == ''")]
    [InlineData("url('https://e.com/a%20b?x=1&y=2&x=3').getQuery() == {'x': ['1', '3'], 'y': ['2']} && url('https://e.com/a%20b').getEscapedPath() == '/a%20b'")]
    public void Urls(string rule) => Assert.Null(Rule.Answer(rule));

    [Theory]
    [InlineData("!format.dns1123Label().validate('web').hasValue() && format.dns1123Label().validate('Web_').hasValue()")]
    [InlineData("format.named('labelValue').value().validate('a b').value()[0].startsWith('a valid label') && !format.named('nope').hasValue()")]
    [InlineData("!format.uuid().validate('123e4567-e89b-12d3-a456-426614174000').hasValue() && format.date().validate('x').value() == ['invalid date']")]
    [InlineData("!format.dns1035LabelPrefix().validate('web-').hasValue() && format.dns1035Label().validate('web-').hasValue()")]
    public void Formats(string rule) => Assert.Null(Rule.Answer(rule));

    [Theory]
    [InlineData("isSemver('1.2.3-rc.1+b') && !isSemver('v1.2') && isSemver('v1.2', true) && !isSemver('01.2.3')")]
    [InlineData("semver('1.2.3').major() == 1 && semver('1.2.3').minor() == 2 && semver('1.2.3').patch() == 3")]
    [InlineData("semver('1.10.0').isGreaterThan(semver('1.9.0')) && semver('1.0.0-rc.2').isLessThan(semver('1.0.0-rc.10')) && semver('1.0.0').compareTo(semver('1.0.0-a')) == 1")]
    public void Versions(string rule) => Assert.Null(Rule.Answer(rule));

    [Fact]
    public void A_text_that_is_no_address_fails_the_rule_with_the_reason() =>
        Assert.Contains("IP Address \"x\" parse error during conversion from string: ParseAddr(\"x\"): unable to parse IP", Rule.Answer("ip('x').family() == 4 || self.count == 0")!, StringComparison.Ordinal);
}
