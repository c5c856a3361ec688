using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Kubernetes.Client.Config;

namespace Kubernetes.Client.Transport;

/// <summary>
/// The PEM texts that a connection needs, files already read. Two readings of unchanged files are equal, which is how a rotation is noticed.
/// </summary>
internal sealed record TlsMaterial(string? Authority, string? Certificate, string? Key, string? CertificateOrigin)
{
    /// <exception cref="ConfigException">A file is missing or unreadable; the message names it.</exception>
    public static TlsMaterial Read(TlsConfig tls, ExecAnswer? answer) => answer is { CertificatePem: { } certificate, KeyPem: { } key }
        ? new(Text(tls.AuthorityPem, tls.AuthorityFile), certificate, key, "the exec plugin's answer")
        : new(
            Text(tls.AuthorityPem, tls.AuthorityFile),
            Text(tls.ClientCertificatePem, tls.ClientCertificateFile),
            Text(tls.ClientKeyPem, tls.ClientKeyFile),
            tls.ClientCertificateFile ?? "the configuration");

    public static bool HasFiles(TlsConfig tls) => tls.AuthorityFile is not null || tls.ClientCertificateFile is not null || tls.ClientKeyFile is not null;

    /// <summary>Null when there is nothing private to trust.</summary>
    public X509Certificate2Collection? Authorities()
    {
        if (Authority is null) return null;
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPem(Authority);
        return authorities.Count > 0 ? authorities : throw new ConfigException("The certificate authority holds no certificate in PEM: it must contain BEGIN CERTIFICATE.");
    }

    /// <summary>The client certificate with its key, and the intermediates that come with it; null when there is none.</summary>
    /// <exception cref="ConfigException">Certificate and key do not fit, or the certificate has expired.</exception>
    public (X509Certificate2 Certificate, X509Certificate2Collection Chain)? Identity(DateTimeOffset now)
    {
        if (Certificate is null || Key is null) return null;
        try
        {
            using var pem = X509Certificate2.CreateFromPem(Certificate, Key);
            if (pem.NotAfter.ToUniversalTime() < now.UtcDateTime)
                throw new ConfigException($"The client certificate in {CertificateOrigin} expired at {pem.NotAfter.ToUniversalTime():u}: get a new one.");
            var chain = new X509Certificate2Collection();
            chain.ImportFromPem(Certificate);
            // Re-read as PKCS#12: TLS on some platforms cannot use a key that was only ever in memory.
            return (X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), password: null), chain);
        }
        catch (CryptographicException e)
        {
            throw new ConfigException($"The client certificate in {CertificateOrigin} and its key cannot be used: {e.Message}", e);
        }
    }

    public override string ToString() => "TLS material";

    private static string? Text(string? pem, string? file)
    {
        if (pem is not null || file is null) return pem;
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigException($"{file} cannot be read: {e.Message}", e);
        }
    }
}
