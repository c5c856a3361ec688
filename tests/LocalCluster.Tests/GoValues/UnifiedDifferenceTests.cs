using LocalCluster.GoValues;

namespace LocalCluster.Tests.GoValues;

/// <summary>What Python's difflib says of the same lines; the server's is a port of it (github.com/pmezard/go-difflib).</summary>
public sealed class UnifiedDifferenceTests
{
    [Theory]
    [InlineData("abcdefghijkl", "abcdefXghijkl", "@@ -4,6 +4,7 @@| d| e| f|+X| g| h| i|")]
    [InlineData("qabxcd", "abycdf", "@@ -1,6 +1,6 @@|-q| a| b|-x|+y| c| d|+f|")]
    [InlineData("aabbaabb", "abab", "@@ -1,8 +1,4 @@|-a| a| b|-b|-a| a| b|-b|")]
    [InlineData("{a}{b}{c}", "{a}{c}{d}{b}", "@@ -2,8 +2,11 @@| a| }| {|+c|+}|+{|+d|+}|+{| b| }|-{|-c|-}|")]
    [InlineData("", "ab", "@@ -0,0 +1,2 @@|+a|+b|")]
    [InlineData("ab", "", "@@ -1,2 +0,0 @@|-a|-b|")]
    [InlineData("ab", "ab", "")]
    public void The_longest_common_run_stays_and_what_is_around_it_follows(string before, string after, string expected) =>
        Assert.Equal(expected.Replace('|', '\n'), UnifiedDifference.Of(Lines(before), Lines(after)));

    [Fact]
    public void In_a_long_text_a_frequent_line_begins_no_run()
    {
        var before = Enumerable.Range(0, 60).SelectMany(i => new[] { "{", $"n{i}", "x", "}" }).ToList();
        var after = before.ToList();
        after[101] = "changed";
        after.RemoveRange(150, 8);
        after.InsertRange(201, ["{", "new", "x", "}"]);

        Assert.Equal(
            "@@ -99,7 +99,7 @@| x| }| {|-n25|+changed| x| }| {|@@ -151,14 +151,6 @@| x| }| {|-n38|-x|-}|-{|-n39|-x|-}|-{| n40| x| }|@@ -207,6 +199,10 @@| x| }| {|+{|+new|+x|+}| n52| x| }|".Replace('|', '\n'),
            UnifiedDifference.Of(before, after));
    }

    private static List<string> Lines(string text) => [.. text.Select(letter => letter.ToString())];
}
