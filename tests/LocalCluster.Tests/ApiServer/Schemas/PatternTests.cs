using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.Tests.ApiServer.Schemas;

/// <summary>Patterns mean what RE2 says they mean.</summary>
public sealed class PatternTests
{
    [Theory]
    [InlineData("^a$", "a", true)]
    [InlineData("^a$", "a\n", false)]
    [InlineData("a|b", "xbx", true)]
    [InlineData(@"^\d+$", "12", true)]
    [InlineData(@"^\d+$", "١٢", false)]
    [InlineData(@"^\w+$", "é", false)]
    [InlineData(@"^\pL+$", "é", true)]
    [InlineData(@"^\p{Greek}+$", "αβγ", true)]
    [InlineData("^[[:alpha:]]+$", "abc", true)]
    [InlineData("^[[:alpha:]]+$", "ab1", false)]
    [InlineData("^(?P<year>[0-9]{4})$", "2024", true)]
    [InlineData("(?i)^abc$", "ABC", true)]
    [InlineData(@"^[]a]+$", "]a", true)]
    [InlineData(@"\Aab\z", "ab", true)]
    [InlineData("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$", "web-0", true)]
    public void A_pattern_matches_as_in_re2(string pattern, string text, bool matches) => Assert.Equal(matches, Patterns.IsMatch(pattern, text));

    [Theory]
    [InlineData("(?=a)")]
    [InlineData(@"(a)\1")]
    [InlineData("[a")]
    [InlineData("(a")]
    [InlineData("*a")]
    public void What_re2_does_not_have_is_no_pattern(string pattern) => Assert.Null(Patterns.Compile(pattern));

    [Fact]
    public void A_pattern_that_explodes_elsewhere_takes_no_time()
    {
        Assert.False(Patterns.IsMatch("^(a+)+$", new string('a', 5000) + "b"));
    }
}
