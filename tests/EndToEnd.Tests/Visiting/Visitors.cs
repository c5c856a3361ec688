namespace EndToEnd.Tests.Visiting;

/// <summary>Users of an app: each visit is a connection of its own, as <c>curl</c> makes them.</summary>
public static class Visitors
{
    /// <summary>Visits so many times and returns the answers.</summary>
    public static async Task<IReadOnlyList<string>> VisitAsync(Uri url, int times)
    {
        var answers = new List<string>();
        for (var i = 0; i < times; i++) answers.Add(await VisitAsync(url));
        return answers;
    }

    public static async Task<string> VisitAsync(Uri url)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
        client.DefaultRequestHeaders.ConnectionClose = true;
        return await client.GetStringAsync(url);
    }
}
