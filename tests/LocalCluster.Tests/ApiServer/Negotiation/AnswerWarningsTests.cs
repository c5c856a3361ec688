using LocalCluster.ApiServer.Negotiation;
using Microsoft.AspNetCore.Http;

namespace LocalCluster.Tests.ApiServer.Negotiation;

public sealed class AnswerWarningsTests
{
    private readonly HeaderDictionary _headers = [];

    private string[] Given => [.. _headers["Warning"].OfType<string>()];

    [Fact]
    public void A_text_is_given_once()
    {
        Warn("a", "b", "a");

        Assert.Equal(["299 - \"a\"", "299 - \"b\""], Given);
    }

    [Fact]
    public void Many_long_ones_are_cut_and_then_no_more_are_given()
    {
        Warn([.. Enumerable.Range(0, 1000).Select(i => $"{i:0000}{new string('x', 1000)}")]);

        Assert.Equal(16, Given.Length);
        Assert.All(Given, (text, i) => Assert.Equal($"299 - \"{i:0000}{new string('x', 252)}\"", text));
    }

    [Fact]
    public void As_many_as_fit_are_given_whole()
    {
        var texts = Enumerable.Range(0, 4).Select(i => $"{i}{new string('x', 1023)}").ToArray();
        Warn(texts);

        Assert.Equal(texts.Select(text => $"299 - \"{text}\""), Given);
    }

    private void Warn(params string[] texts)
    {
        var warnings = new AnswerWarnings(_headers);
        foreach (var text in texts) warnings.Add(text);
    }
}
