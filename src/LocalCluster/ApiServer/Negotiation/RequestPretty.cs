namespace LocalCluster.ApiServer.Negotiation;

/// <summary>Whether a person reads the answer: asked for, or the program is one that people read from.</summary>
internal static class RequestPretty
{
    public static bool Wanted(HttpContext http)
    {
        if (http.Request.Query.TryGetValue("pretty", out var asked))
            return asked.ToString() is "true" or "1" or "";
        var agent = http.Request.Headers.UserAgent.ToString();
        return agent.StartsWith("curl", StringComparison.Ordinal) || agent.StartsWith("Wget", StringComparison.Ordinal) || agent.StartsWith("Mozilla/5.0", StringComparison.Ordinal);
    }
}
