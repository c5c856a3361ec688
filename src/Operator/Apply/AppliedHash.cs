using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Operator.Apply;

/// <summary>
/// A short hash of all that we say about a child. It stands on the child, so that after a restart the operator still sees that it has
/// ceased to say something: a comparison of fields alone cannot tell a field that we no longer name from one of somebody else's.
/// </summary>
internal static class AppliedHash
{
    public static string Of(JsonObject wanted) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Canonical(wanted))))[..16];

    private static string Canonical(JsonNode? node) => node switch
    {
        JsonObject json => $"{{{string.Join(',', json.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => $"{field.Key}:{Canonical(field.Value)}"))}}}",
        JsonArray list => $"[{string.Join(',', list.Select(Canonical))}]",
        null => "null",
        _ => node.ToJsonString(),
    };
}
