using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Kubernetes.Client.Config;

namespace Kubernetes.Client.Transport;

/// <summary>
/// TLS as configured. A private authority is trusted through a chain policy, never through a callback: with a policy the host name is still
/// checked, with a callback that forgives chain errors it is not.
/// </summary>
internal static class Tls
{
    public static SslClientAuthenticationOptions Options(TlsConfig tls, TlsMaterial material, DateTimeOffset now)
    {
        var options = new SslClientAuthenticationOptions { CertificateChainPolicy = Policy(material, now) };
        // The only callback there is, and only where the configuration asks for no verification at all.
        if (tls.SkipVerify) options.RemoteCertificateValidationCallback = (_, _, _, _) => tls.SkipVerify;
        if (material.Identity(now) is var (certificate, chain))
            options.ClientCertificateContext = SslStreamCertificateContext.Create(certificate, chain, offline: true);
        return options;
    }

    private static X509ChainPolicy? Policy(TlsMaterial material, DateTimeOffset now)
    {
        if (material.Authorities(now) is not { } authorities) return null;
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(authorities);
        return policy;
    }
}
