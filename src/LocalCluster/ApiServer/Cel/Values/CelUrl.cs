using LocalCluster.ApiServer.Cel.Checking;
using LocalCluster.ApiServer.Schemas;
using UriFormat = LocalCluster.ApiServer.Schemas.UriFormat;

namespace LocalCluster.ApiServer.Cel.Values;

/// <summary>An absolute URL, or an absolute path, in its parts as they are written.</summary>
internal sealed record CelUrl(string Scheme, string Host, string Path, string Query) : CelOpaque(CelType.Url.Name)
{
    /// <summary>The URL, or the server's words for why the text is none.</summary>
    public static object Parse(string text)
    {
        if (!UriFormat.IsRequestUri(text))
            return new CelError($"URL parse error during conversion from string: parse {GoText.Quote(text)}: {(text.Length == 0 ? "empty url" : "invalid URI for request")}");
        var rest = text.Split('#', 2)[0];
        var scheme = rest[0] == '/' ? "" : rest[..rest.IndexOf(':', StringComparison.Ordinal)];
        rest = scheme.Length == 0 ? rest : rest[(scheme.Length + 1)..];
        var parts = rest.Split('?', 2);
        var query = parts.Length > 1 ? parts[1] : "";
        if (!parts[0].StartsWith("//", StringComparison.Ordinal))
            return new CelUrl(scheme.ToLowerInvariant(), "", parts[0], query);
        var authority = parts[0][2..].Split('/', 2);
        var host = authority[0][(authority[0].LastIndexOf('@') + 1)..];
        return new CelUrl(scheme.ToLowerInvariant(), host, authority.Length > 1 ? "/" + authority[1] : "", query);
    }

    public string Hostname => Host.StartsWith('[') ? Host[1..Host.IndexOf(']', StringComparison.Ordinal)] : Host.Split(':')[0];

    public string Port => Host[(Host.IndexOf(']', StringComparison.Ordinal) + 1)..].Split(':', 2) is [_, var port] ? port : "";

    /// <summary>Every value of every parameter, decoded.</summary>
    public CelMap Parameters() => new EntryMap(Query.Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('=', 2))
        .GroupBy(pair => Decoded(pair[0]), pair => pair.Length > 1 ? Decoded(pair[1]) : "")
        .ToDictionary(group => (object)group.Key, group => (object)ItemList.Of(group)));

    private static string Decoded(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
