namespace Kubernetes.Client.Config;

/// <summary>Whom to trust and which certificate to show. Each part is a PEM text or a file; a file is read again while the client lives.</summary>
public sealed record TlsConfig
{
    /// <summary>One or more certificates. With neither text nor file the system's authorities are trusted.</summary>
    public string? AuthorityPem { get; init; }

    public string? AuthorityFile { get; init; }

    public string? ClientCertificatePem { get; init; }

    public string? ClientCertificateFile { get; init; }

    public string? ClientKeyPem { get; init; }

    public string? ClientKeyFile { get; init; }

    /// <summary>The name that the server's certificate must carry, when it is not the name we connect to.</summary>
    public string? ServerName { get; init; }

    /// <summary>Accepts any certificate. For experiments on one's own machine only.</summary>
    public bool SkipVerify { get; init; }

    /// <summary>Names, never keys.</summary>
    public override string ToString() => $"TLS {AuthorityFile} {ClientCertificateFile}";
}
