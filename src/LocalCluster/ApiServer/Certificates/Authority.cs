using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace LocalCluster.ApiServer.Certificates;

/// <summary>
/// The cluster's own certificate authority. Kept in the data directory, so that a kubeconfig written once stays good; it signs the
/// server's certificate and those of clients, and is asked whether a client's certificate is one of its own.
/// </summary>
internal sealed class Authority : IDisposable
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(3650);
    private readonly X509Certificate2 _certificate;

    private Authority(X509Certificate2 certificate) => _certificate = certificate;

    public string CertificatePem => _certificate.ExportCertificatePem();

    /// <summary>Reads the authority from the directory, or makes one and keeps it there (key file mode 0600).</summary>
    public static Authority LoadOrCreate(string directory, DateTimeOffset now)
    {
        var (certificateFile, keyFile) = (Path.Combine(directory, "ca.crt"), Path.Combine(directory, "ca.key"));
        if (File.Exists(certificateFile) && File.Exists(keyFile))
        {
            var kept = X509Certificate2.CreateFromPemFile(certificateFile, keyFile);
            if (kept.NotAfter > now.UtcDateTime.AddDays(30))
                return new Authority(kept);
            kept.Dispose();
        }

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=kubernetes", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        var created = request.CreateSelfSigned(now.AddHours(-1), now + Lifetime);
        Directory.CreateDirectory(directory);
        File.WriteAllText(certificateFile, created.ExportCertificatePem());
        PrivateFile.Write(keyFile, key.ExportPkcs8PrivateKeyPem());
        return new Authority(created);
    }

    /// <summary>A certificate for the server on these addresses and names.</summary>
    public X509Certificate2 SignServer(IEnumerable<IPAddress> addresses, IEnumerable<string> names, DateTimeOffset now)
    {
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var address in addresses)
            alternatives.AddIpAddress(address);
        foreach (var name in names)
            alternatives.AddDnsName(name);
        return Sign("CN=kube-apiserver", "1.3.6.1.5.5.7.3.1", alternatives.Build(), now);
    }

    /// <summary>A certificate that says who a client is: the user's name and groups.</summary>
    public X509Certificate2 SignClient(string user, IEnumerable<string> groups, DateTimeOffset now)
    {
        var subject = new X500DistinguishedNameBuilder();
        foreach (var group in groups)
            subject.AddOrganizationName(group);
        subject.AddCommonName(user);
        return Sign(subject.Build().Name, "1.3.6.1.5.5.7.3.2", null, now);
    }

    public bool Signed(X509Certificate2 certificate)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(_certificate);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(certificate);
    }

    public void Dispose() => _certificate.Dispose();

    private X509Certificate2 Sign(string subject, string usage, X509Extension? alternatives, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], false));
        if (alternatives is not null)
            request.CertificateExtensions.Add(alternatives);
        using var signed = request.Create(_certificate, now.AddHours(-1), now + Lifetime - TimeSpan.FromDays(1), RandomNumberGenerator.GetBytes(16));
        return signed.CopyWithPrivateKey(key);
    }
}
