using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Negotiation;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Schemas;
using LocalCluster.ApiServer.Typed;

namespace LocalCluster.ApiServer.Admission.Objects;

/// <summary>What each type of secret has to hold.</summary>
internal static class SecretTypes
{
    private const string Account = "kubernetes.io/service-account.name";

    public static IEnumerable<FieldError> Demands(JsonObject secret) => secret.Text("type") switch
    {
        "kubernetes.io/dockercfg" => Document(secret, ".dockercfg"),
        "kubernetes.io/dockerconfigjson" => Document(secret, ".dockerconfigjson"),
        "kubernetes.io/tls" => [.. Missing(secret, "tls.crt"), .. Missing(secret, "tls.key")],
        "kubernetes.io/ssh-auth" => secret.Text("data", "ssh-privatekey") is { Length: > 0 } ? [] : [FieldError.Required("data[ssh-privatekey]")],
        "kubernetes.io/basic-auth" => Missing(secret, "username").ToList() is [var user] && Missing(secret, "password").ToList() is [var word] ? [user, word] : [],
        "kubernetes.io/service-account-token" =>
            secret.Annotations().GetValueOrDefault(Account) is { Length: > 0 } ? [] : [FieldError.Required($"metadata.annotations[{Account}]")],
        _ => [],
    };

    /// <summary>A value may be empty, and then it is null in what was decoded.</summary>
    private static IEnumerable<FieldError> Missing(JsonObject secret, string key)
    {
        if (secret.Object("data")?.ContainsKey(key) != true)
            yield return FieldError.Required($"data[{key}]");
    }

    /// <summary>A JSON object, of which nothing is shown.</summary>
    private static IEnumerable<FieldError> Document(JsonObject secret, string key)
    {
        foreach (var missing in Missing(secret, key))
            return [missing];
        return NotAnObject(Convert.FromBase64String(secret.Text("data", key) ?? "")) is { } why
            ? [FieldError.Invalid($"data[{key}]", "<secret contents redacted>", why)]
            : [];
    }

    private static string? NotAnObject(byte[] text)
    {
        if (GoJsonSyntax.Error(text) is { } malformed)
            return malformed;
        return JsonNode.Parse(text) switch
        {
            null or JsonObject => null,
            var other => $"json: cannot unmarshal {TypedPath.Kind(other)} into Go value of type map[string]interface {{}}",
        };
    }
}
