using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Operator.Api;

/// <summary>A short hash of a JSON value. The order of an object's fields does not count, that of a list's items does.</summary>
internal static class Fingerprint
{
    public static string Of(JsonNode? value) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Canonical(value))))[..16];

    private static string Canonical(JsonNode? node) => node switch
    {
        JsonObject json => $"{{{string.Join(',', json.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => $"{field.Key}:{Canonical(field.Value)}"))}}}",
        JsonArray list => $"[{string.Join(',', list.Select(Canonical))}]",
        null => "null",
        _ => node.ToJsonString(),
    };
}
