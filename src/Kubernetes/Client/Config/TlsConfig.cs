namespace Kubernetes.Client.Config;

/// <summary>Whom to trust and which certificate to show. PEM texts; a key is never printed.</summary>
public sealed record TlsConfig
{
    /// <summary>One or more certificates in PEM; null trusts the system's authorities.</summary>
    public string? AuthorityPem { get; init; }

    /// <summary>File that <see cref="AuthorityPem"/> came from; it is read again while the client lives.</summary>
    public string? AuthorityFile { get; init; }

    public string? ClientCertificatePem { get; init; }

    public string? ClientKeyPem { get; init; }

    /// <summary>The name that the server's certificate must carry, when it is not the name we connect to.</summary>
    public string? ServerName { get; init; }

    /// <summary>Accepts any certificate. For experiments on one's own machine only.</summary>
    public bool SkipVerify { get; init; }

    public override string ToString() => AuthorityFile ?? "TLS";
}
