using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;

namespace Kubernetes.Tests.Scripting;

/// <summary>A real HTTPS server on this machine. It shows what the test says and answers as the test says.</summary>
internal sealed class TlsServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TlsServer(WebApplication app) => _app = app;

    public int Port => new Uri(_app.Urls.First()).Port;

    /// <summary>By name: what the certificate must carry then is <c>localhost</c>.</summary>
    public Uri Address => new($"https://localhost:{Port}");

    /// <summary>By name; for a server without a certificate.</summary>
    public Uri PlainAddress => new($"http://localhost:{Port}");

    public static async Task<TlsServer> StartAsync(
        Func<X509Certificate2>? certificate,
        RequestDelegate answer,
        HttpProtocols protocols = HttpProtocols.Http1AndHttp2,
        bool asksForCertificate = false)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = protocols;
            if (certificate is not null) listen.UseHttps(Tls(certificate, asksForCertificate));
        }));
        var app = builder.Build();
        app.Run(answer);
        await app.StartAsync();
        return new TlsServer(app);
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private static Action<HttpsConnectionAdapterOptions> Tls(Func<X509Certificate2> certificate, bool asksForCertificate) => https =>
    {
        https.ServerCertificateSelector = (_, _) => certificate();
        https.ClientCertificateMode = asksForCertificate ? ClientCertificateMode.AllowCertificate : ClientCertificateMode.NoCertificate;
        https.ClientCertificateValidation = (_, _, _) => true;
    };
}
