using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Kubernetes.Models.Authentication;
using Kubernetes.Models.Authorization;
using Microsoft.Extensions.Logging.Abstractions;
using Operator.Observe;
using Operator.Telemetry;

namespace Operator.Tests.Telemetry;

/// <summary>The ports of the operator, over real sockets.</summary>
public sealed class EndpointsTests
{
    [Fact]
    public async Task Metrics_and_probes_are_on_the_ports_that_were_named_and_nowhere_else()
    {
        var options = new OperatorOptions { MetricsAddress = FreePort(), ProbeAddress = FreePort() };
        await using var endpoints = await StartAsync(options);
        using var http = new HttpClient();

        Assert.Contains("# TYPE process_cpu_seconds_total counter", await http.GetStringAsync($"http://{options.MetricsAddress}/metrics"), StringComparison.Ordinal);
        Assert.Equal("ok", await http.GetStringAsync($"http://{options.ProbeAddress}/healthz"));
        Assert.Equal("ok", await http.GetStringAsync($"http://{options.ProbeAddress}/healthz/ping"));
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync($"http://{options.ProbeAddress}/metrics")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync($"http://{options.MetricsAddress}/healthz")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync($"http://{options.ProbeAddress}/healthz/nope")).StatusCode);
    }

    [Fact]
    public async Task It_is_not_ready_before_the_cache_is_and_says_which_kind_is_missing()
    {
        var options = new OperatorOptions { ProbeAddress = FreePort() };
        await using var endpoints = await StartAsync(options);
        using var http = new HttpClient();
        using var answer = await http.GetAsync($"http://{options.ProbeAddress}/readyz");
        var text = await answer.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        foreach (var kind in (string[])["counterapps", "statefulsets", "services", "pods", "persistentvolumeclaims"]) Assert.Contains($"[-]cache-{kind} failed", text, StringComparison.Ordinal);
        Assert.Contains("[+]workers ok", text, StringComparison.Ordinal);
        using var other = await http.GetAsync($"http://{options.ProbeAddress}/readyz?exclude=cache-counterapps&exclude=cache-statefulsets&exclude=cache-services&exclude=cache-pods&exclude=cache-persistentvolumeclaims");
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }

    [Fact]
    public async Task Secure_metrics_are_encrypted_and_only_for_those_who_may_read_them()
    {
        var options = new OperatorOptions { MetricsAddress = FreePort(), MetricsSecure = true };
        await using var endpoints = await StartAsync(options);
        using var http = Trusting(name => name == "CN=localhost");

        Assert.Equal(HttpStatusCode.Unauthorized, (await http.GetAsync($"https://{options.MetricsAddress}/metrics")).StatusCode);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "guest");
        Assert.Equal(HttpStatusCode.Forbidden, (await http.GetAsync($"https://{options.MetricsAddress}/metrics")).StatusCode);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "prometheus");
        using var answer = await http.GetAsync($"https://{options.MetricsAddress}/metrics");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(HttpVersion.Version11, answer.Version);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => http.GetAsync($"http://{options.MetricsAddress}/metrics"));
    }

    [Fact]
    public void A_certificate_from_files_is_read_again_when_it_is_renewed()
    {
        var folder = Directory.CreateTempSubdirectory("certificate-").FullName;
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(TimeProvider.System.GetUtcNow());
        Write(folder, "first");
        var certificate = new MetricsCertificate(new OperatorOptions { MetricsCertPath = folder }, time);
        Assert.Equal("CN=first", certificate.Current().Subject);
        Write(folder, "second");
        Assert.Equal("CN=first", certificate.Current().Subject);
        time.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal("CN=second", certificate.Current().Subject);

        File.Delete(Path.Combine(folder, "tls.key"));
        File.WriteAllText(Path.Combine(folder, "tls.crt"), "half a file");
        time.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal("CN=second", certificate.Current().Subject);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void A_certificate_that_is_not_there_is_told_before_anything_starts()
    {
        var error = Assert.Throws<StartUpException>(() => new MetricsCertificate(new OperatorOptions { MetricsCertPath = "/nowhere" }, TimeProvider.System));

        Assert.Contains("/nowhere/tls.crt", error.Message, StringComparison.Ordinal);
        Assert.Contains("--metrics-cert-path", error.Message, StringComparison.Ordinal);
    }

    private static void Write(string folder, string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        using var made = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddHours(-1), now.AddDays(1));
        File.WriteAllText(Path.Combine(folder, "tls.crt"), made.ExportCertificatePem());
        File.WriteAllText(Path.Combine(folder, "tls.key"), key.ExportPkcs8PrivateKeyPem());
    }

    private static HttpClient Trusting(Func<string, bool> subject) =>
        new(new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, certificate, _, _) => subject(certificate?.Subject ?? "") });

    private static Task<Endpoints> StartAsync(OperatorOptions options)
    {
        var guard = new MetricsGuard(
            (review, _) => Task.FromResult(review with { Status = new TokenReviewStatus { Authenticated = true, User = new UserInfo { Username = review.Spec!.Token } } }),
            (review, _) => Task.FromResult(review with { Status = new SubjectAccessReviewStatus { Allowed = review.Spec!.User == "prometheus" } }),
            TimeProvider.System);
        var cache = new ClusterCache(ScriptedServer.Echo().Client, [], NullLoggerFactory.Instance);
        return Endpoints.StartAsync(options, new MetricsPage(), guard, new Probes(cache), NullLoggerFactory.Instance, CancellationToken.None);
    }

    private static IPEndPoint FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return (IPEndPoint)socket.LocalEndPoint!;
    }
}
