namespace Kubernetes.Client.Transport;

/// <summary>What an exec plugin printed: a token, a certificate with its key, or both, and until when. Holds secrets: never printed.</summary>
internal sealed record ExecAnswer(string? Token, string? CertificatePem, string? KeyPem, DateTimeOffset? ExpiresAt)
{
    public override string ToString() => nameof(ExecAnswer);
}
