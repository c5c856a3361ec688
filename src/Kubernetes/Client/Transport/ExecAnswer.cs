using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Kubernetes.Client.Config;

namespace Kubernetes.Client.Transport;

/// <summary>What an exec plugin printed: a token, a certificate with its key, or both, and until when. Holds secrets: never printed.</summary>
internal sealed record ExecAnswer(string? Token, string? CertificatePem, string? KeyPem, DateTimeOffset? ExpiresAt)
{
    /// <summary>Reads an ExecCredential. Nothing of it gets into a message: it may hold a token.</summary>
    /// <exception cref="ConfigException">It is none, or is incomplete.</exception>
    public static ExecAnswer Parse(ExecPlugin plugin, string output)
    {
        try
        {
            using var json = JsonDocument.Parse(output);
            var root = json.RootElement;
            Expect(plugin, "kind", Text(root, "kind"), "ExecCredential");
            Expect(plugin, "apiVersion", Text(root, "apiVersion"), plugin.ApiVersion);
            return Read(plugin, root.GetProperty("status"));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or CryptographicException)
        {
            throw new ConfigException($"The exec plugin {plugin.Command} did not print an ExecCredential with a status.");
        }
    }

    public override string ToString() => nameof(ExecAnswer);

    private static ExecAnswer Read(ExecPlugin plugin, JsonElement status)
    {
        var (token, certificate, key) = (Text(status, "token"), Text(status, "clientCertificateData"), Text(status, "clientKeyData"));
        if (certificate is null != key is null)
            throw new ConfigException($"The exec plugin {plugin.Command} answered with half a client certificate: it takes clientCertificateData and clientKeyData.");
        if (token is null && certificate is null)
            throw new ConfigException($"The exec plugin {plugin.Command} answered with neither a token nor a client certificate.");
        return new ExecAnswer(token, certificate, key, Expiry(status) ?? (certificate is null ? null : EndOf(certificate)));
    }

    private static void Expect(ExecPlugin plugin, string field, string? found, string expected)
    {
        if (found != expected) throw new ConfigException($"The exec plugin {plugin.Command} answered with the {field} '{found}', not with {expected}.");
    }

    private static DateTimeOffset? Expiry(JsonElement status) =>
        status.TryGetProperty("expirationTimestamp", out var expiry) && expiry.ValueKind != JsonValueKind.Null ? expiry.GetDateTimeOffset() : null;

    // A plugin that does not say until when its certificate is good lets the certificate say it.
    private static DateTimeOffset EndOf(string certificate)
    {
        using var parsed = X509Certificate2.CreateFromPem(certificate);
        return parsed.NotAfter.ToUniversalTime();
    }

    private static string? Text(JsonElement status, string name) => status.TryGetProperty(name, out var value) && value.GetString() is { Length: > 0 } text ? text : null;
}
