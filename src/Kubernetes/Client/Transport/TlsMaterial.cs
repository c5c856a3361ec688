using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Kubernetes.Client.Config;

namespace Kubernetes.Client.Transport;

/// <summary>
/// The PEM texts that a connection needs, files already read. Two readings of unchanged files are equal, which is how a rotation is noticed.
/// The origins are for messages.
/// </summary>
internal sealed record TlsMaterial(string? Authority, string AuthorityOrigin, string? Certificate, string? Key, string CertificateOrigin)
{
    private const string Inline = "the configuration";

    /// <exception cref="ConfigException">A file is missing or unreadable; the message names it.</exception>
    public static TlsMaterial Read(TlsConfig tls, ExecAnswer? answer)
    {
        var (authority, origin) = (Text(tls.AuthorityPem, tls.AuthorityFile), tls.AuthorityFile ?? Inline);
        if (answer is { CertificatePem: { } certificate, KeyPem: { } key }) return new(authority, origin, certificate, key, "the exec plugin's answer");
        return new(
            authority, origin,
            Text(tls.ClientCertificatePem, tls.ClientCertificateFile), Text(tls.ClientKeyPem, tls.ClientKeyFile), tls.ClientCertificateFile ?? Inline);
    }

    public static bool HasFiles(TlsConfig tls) => tls.AuthorityFile is not null || tls.ClientCertificateFile is not null || tls.ClientKeyFile is not null;

    /// <summary>Null when there is nothing private to trust.</summary>
    /// <exception cref="ConfigException">There is no certificate in it, or none that has not expired.</exception>
    public X509Certificate2Collection? Authorities(DateTimeOffset now)
    {
        if (Authority is null) return null;
        var authorities = Certificates(Authority, $"The certificate authority in {AuthorityOrigin}");
        if (authorities.Count == 0)
            throw new ConfigException($"The certificate authority in {AuthorityOrigin} holds no certificate in PEM: it must contain BEGIN CERTIFICATE.");
        var last = authorities.Max(authority => authority.NotAfter.ToUniversalTime());
        return last > now.UtcDateTime
            ? authorities
            : throw new ConfigException($"The certificate authority in {AuthorityOrigin} expired at {last:u}: get the cluster's new one.");
    }

    /// <summary>The client certificate with its key, and the intermediates that come with it; null when there is none.</summary>
    /// <exception cref="ConfigException">Certificate and key do not fit, one is missing, or the certificate has expired.</exception>
    public (X509Certificate2 Certificate, X509Certificate2Collection Chain)? Identity(DateTimeOffset now)
    {
        if (Certificate is null && Key is null) return null;
        if (Key is null) throw new ConfigException($"The client certificate in {CertificateOrigin} has no key: write client-key or client-key-data beside it.");
        if (Certificate is null) throw new ConfigException("There is a client key without its certificate: write client-certificate or client-certificate-data beside it.");
        try
        {
            var pem = X509Certificate2.CreateFromPem(Certificate, Key);
            if (pem.NotAfter.ToUniversalTime() < now.UtcDateTime)
                throw new ConfigException($"The client certificate in {CertificateOrigin} expired at {pem.NotAfter.ToUniversalTime():u}: get a new one.");
            var chain = Certificates(Certificate, $"The client certificate in {CertificateOrigin}");
            return (OperatingSystem.IsWindows() ? Imported(pem) : pem, chain);
        }
        // A key of elliptic curves that does not fit is an ArgumentException, one of RSA a CryptographicException.
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new ConfigException($"The client certificate in {CertificateOrigin} and its key cannot be used: {e.Message}", e);
        }
    }

    public override string ToString() => "TLS material";

    // TLS on Windows cannot use a key that was only ever in memory. Elsewhere it costs milliseconds of key derivation for nothing.
    private static X509Certificate2 Imported(X509Certificate2 pem)
    {
        using (pem) return X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), password: null);
    }

    private static X509Certificate2Collection Certificates(string pem, string what)
    {
        try
        {
            var certificates = new X509Certificate2Collection();
            certificates.ImportFromPem(pem);
            return certificates;
        }
        catch (CryptographicException e)
        {
            throw new ConfigException($"{what} cannot be read: {e.Message}", e);
        }
    }

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
