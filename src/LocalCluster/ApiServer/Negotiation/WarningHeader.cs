namespace LocalCluster.ApiServer.Negotiation;

/// <summary>The HTTP Warning header as the server writes it (RFC 7234, code 299, no agent).</summary>
internal static class WarningHeader
{
    public static string Of(string text) =>
        $"299 - \"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
