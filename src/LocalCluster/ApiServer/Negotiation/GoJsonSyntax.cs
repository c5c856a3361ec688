using System.Text;

namespace LocalCluster.ApiServer.Negotiation;

/// <summary>What Go's encoding/json says about a text that is not JSON.</summary>
internal static class GoJsonSyntax
{
    /// <summary>Null when the text is well formed.</summary>
    public static string? Error(ReadOnlySpan<byte> json)
    {
        var scanner = new GoJsonScanner(Encoding.UTF8.GetString(json));
        return scanner.Check();
    }
}
