namespace LocalCluster.Tests.ApiServer.Cel;

/// <summary>What is said when a definition with a rule is refused, and when a rule fails to be evaluated.</summary>
public sealed class ComplaintTests
{
    [Theory]
    [InlineData("self.nope == 1", 5, "undefined field 'nope'")]
    [InlineData("nope == 1", 1, "undeclared reference to 'nope' (in container '')")]
    [InlineData("nope(1)", 5, "undeclared reference to 'nope' (in container '')")]
    [InlineData("self.name.nope()", 15, "undeclared reference to 'nope' (in container '')")]
    [InlineData("self.count == 'a'", 12, "found no matching overload for '_==_' applied to '(int, string)'")]
    [InlineData("self.count + 'a' == 2", 12, "found no matching overload for '_+_' applied to '(int, string)'")]
    [InlineData("self.on && self.name", 16, "expected type 'bool' but found 'string'")]
    [InlineData("self.name.startsWith(1)", 21, "found no matching overload for 'startsWith' applied to 'string.(int)'")]
    [InlineData("self.words.all(w, w.size())", 25, "expected type 'bool' but found 'int'")]
    [InlineData("self.ports.all(p, p.bogus == 1)", 20, "undefined field 'bogus'")]
    [InlineData("self.count.x == 1", 11, "type 'int' does not support field selection")]
    [InlineData("self.raw.n == 1", 9, "undefined field 'n'")]
    [InlineData("[1, 'a'].size() == 2", 5, "expected type 'int' but found 'string'")]
    [InlineData("!self.count", 1, "found no matching overload for '!_' applied to '(int)'")]
    public void What_cannot_be_evaluated_is_pointed_at(string rule, int column, string complaint) =>
        Assert.Equal($"compilation failed: ERROR: <input>:1:{column}: {complaint}\n | {rule}\n | {new string('.', column - 1)}^", Rule.Complaint(rule));

    [Fact]
    public void A_rule_has_to_answer_yes_or_no() => Assert.Equal("cel expression must evaluate to a bool", Rule.Complaint("self.count + 1"));

    [Fact]
    public void All_complaints_of_an_expression_are_told()
    {
        var complaint = Rule.Complaint("self.a == 1 && self.b == 2");

        Assert.Contains("1:5: undefined field 'a'", complaint, StringComparison.Ordinal);
        Assert.Contains("1:20: undefined field 'b'", complaint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("self.count >")]
    [InlineData("(self.on")]
    [InlineData("self..name")]
    [InlineData("'open")]
    [InlineData("1 +* 2")]
    [InlineData("self.name == \"\\q\"")]
    [InlineData("self.count = 3")]
    [InlineData("has(self)")]
    public void What_is_no_expression_is_a_syntax_error(string rule) => Assert.StartsWith("compilation failed: ERROR: <input>:1:", Rule.Complaint(rule), StringComparison.Ordinal);

    [Fact]
    public void An_expression_that_never_ends_is_refused_and_nothing_breaks() =>
        Assert.NotNull(Rule.Complaint(new string('(', 5000) + "true" + new string(')', 5000)));

    [Theory]
    [InlineData("1 / (self.count - 3) == 1", "division by zero")]
    [InlineData("self.words[9] == 'a'", "index out of bounds: 9")]
    [InlineData("self.labels['z'] == 'a'", "no such key: z")]
    [InlineData("self.other == 'a'", "no such key: other")]
    [InlineData("int(self.name) == 1", "type conversion error from 'string' to 'int'")]
    [InlineData("self.size > 5", "no such overload")]
    [InlineData("9223372036854775807 + self.count > 0", "integer overflow")]
    public void An_evaluation_that_fails_is_answered_with_its_error(string rule, string error)
    {
        var message = Rule.Answer(rule);

        Assert.NotNull(message);
        Assert.Contains("rule", message, StringComparison.Ordinal);
        Assert.Contains(error, message, StringComparison.Ordinal);
    }
}
