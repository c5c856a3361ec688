using System.Diagnostics.Metrics;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Operator.Telemetry;

/// <summary>
/// The certificate of <c>/metrics</c>: from the files that were named, read again when their text changes, or else one made by ourselves for this
/// process, which encrypts but proves nothing.
/// </summary>
internal sealed class MetricsCertificate
{
    private static readonly Counter<long> Reads = MetricsPage.Own.CreateCounter<long>(
        "certwatcher_read_certificate_total", description: "Total number of certificate reads");

    private static readonly Counter<long> Errors = MetricsPage.Own.CreateCounter<long>(
        "certwatcher_read_certificate_errors_total", description: "Total number of certificate read errors");

    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly string? _certificateFile;
    private readonly string _keyFile;
    private X509Certificate2 _current;
    private string _text = "";
    private long _lookedAt;

    /// <exception cref="StartUpException">The named files are missing or no certificate with its key.</exception>
    public MetricsCertificate(OperatorOptions options, TimeProvider time)
    {
        _time = time;
        _certificateFile = options.MetricsCertPath is { } folder ? Path.Combine(folder, options.MetricsCertName) : null;
        _keyFile = Path.Combine(options.MetricsCertPath ?? "", options.MetricsCertKey);
        Reads.Add(0);
        Errors.Add(0);
        try
        {
            _current = _certificateFile is null ? MadeHere(time.GetUtcNow()) : Read(_certificateFile);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new StartUpException($"No certificate for /metrics in {_certificateFile} and {_keyFile}: {e.Message} Name a folder that has both with --metrics-cert-path.", e);
        }
    }

    public void Use(HttpsConnectionAdapterOptions https) => https.ServerCertificateSelector = (_, _) => Current();

    public X509Certificate2 Current()
    {
        lock (_gate)
        {
            if (_certificateFile is null || _time.GetElapsedTime(_lookedAt) < LookAgainAfter) return _current;
            _lookedAt = _time.GetTimestamp();
            try
            {
                if (File.ReadAllText(_certificateFile) != _text) _current = Read(_certificateFile);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
            {
                // A pair that is being replaced; what we have is good until it is whole.
                Errors.Add(1);
            }

            return _current;
        }
    }

    private static X509Certificate2 MadeHere(DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(now.AddHours(-1), now.AddYears(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }

    private X509Certificate2 Read(string file)
    {
        Reads.Add(1);
        var text = File.ReadAllText(file);
        using var pem = X509Certificate2.CreateFromPem(text, File.ReadAllText(_keyFile));
        _text = text;
        _lookedAt = _time.GetTimestamp();
        return X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null);
    }
}
