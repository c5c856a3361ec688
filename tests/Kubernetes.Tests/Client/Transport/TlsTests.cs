using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Kubernetes.Client;
using Kubernetes.Client.Config;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using Kubernetes.Tests.Scripting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Kubernetes.Tests.Client.Transport;

/// <summary>Whom the client trusts and what it shows of itself, against real servers.</summary>
public sealed class TlsTests : IDisposable
{
    private static readonly ObjectKey Key = new("x", "a");

    private readonly TempFolder _folder = new();
    private readonly TestAuthority _authority = new();

    [Fact]
    public async Task A_certificate_of_the_right_authority_for_the_right_name_is_trusted_and_HTTP_2_is_spoken()
    {
        var protocols = new List<string>();
        await using var server = await TlsServer.StartAsync(() => _authority.Server("localhost"), context =>
        {
            protocols.Add(context.Request.Protocol);
            return context.Response.WriteAsync(ListWatchScript.Map("a", 1));
        });
        await GetAsync(server, new TlsConfig { AuthorityPem = _authority.Pem });

        Assert.Equal(["HTTP/2"], protocols);
    }

    [Fact]
    public async Task A_certificate_of_the_right_authority_for_another_name_is_refused()
    {
        await using var server = await StartAsync(() => _authority.Server("other.example", "127.0.0.2"));

        await RefusedAsync(server, new TlsConfig { AuthorityPem = _authority.Pem });
        await RefusedAsync(server, new TlsConfig { AuthorityPem = _authority.Pem, ServerName = "third.example" });
    }

    [Fact]
    public async Task The_name_to_expect_can_be_another_than_the_one_to_connect_to()
    {
        await using var server = await StartAsync(() => _authority.Server("other.example"));

        await GetAsync(server, new TlsConfig { AuthorityPem = _authority.Pem, ServerName = "other.example" });
    }

    [Fact]
    public async Task The_right_name_with_another_authority_is_refused()
    {
        using var stranger = new TestAuthority();
        await using var server = await StartAsync(() => stranger.Server("localhost"));

        await RefusedAsync(server, new TlsConfig { AuthorityPem = _authority.Pem });
        await RefusedAsync(server, new TlsConfig());
    }

    [Fact]
    public async Task Only_a_configuration_that_says_so_accepts_anything()
    {
        using var stranger = new TestAuthority();
        await using var server = await StartAsync(() => stranger.Server("other.example"));

        await GetAsync(server, new TlsConfig { SkipVerify = true });
    }

    [Fact]
    public async Task A_file_may_hold_several_authorities_with_words_between_them()
    {
        using var older = new TestAuthority("old");
        var file = _folder.Write("ca.pem", $"# the old one\n{older.Pem}\n\nsubject=new\n{_authority.Pem}\n");
        await using var first = await StartAsync(() => older.Server("localhost"));
        await using var second = await StartAsync(() => _authority.Server("localhost"));

        await GetAsync(first, new TlsConfig { AuthorityFile = file });
        await GetAsync(second, new TlsConfig { AuthorityFile = file });
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task A_client_certificate_is_shown_whatever_its_key_and_form(bool rsa, bool olderForm)
    {
        var (certificate, key) = _authority.Client("ada", rsa, olderForm);
        var kubeconfig = _folder.Write("config", Config.KubeconfigTests.Minimal($"client-certificate: ada.crt, client-key-data: {Convert.ToBase64String(Encoding.UTF8.GetBytes(key))}"));
        _folder.Write("ada.crt", certificate);
        var shown = new List<string?>();
        await using var server = await StartAsync(() => _authority.Server("localhost"), shown);
        var tls = ClientConfig.FromKubeconfig(kubeconfig).Tls with { AuthorityPem = _authority.Pem };
        await GetAsync(server, tls);

        Assert.Equal(["CN=ada"], shown);
    }

    [Fact]
    public void What_cannot_be_used_is_named_with_its_file()
    {
        var (certificate, key) = _authority.Client("ada");
        var (_, other) = _authority.Client("bob");
        var (expired, expiredKey) = _authority.Client("old", until: TimeProvider.System.GetUtcNow().AddDays(-1));
        using var gone = new TestAuthority("gone", until: TimeProvider.System.GetUtcNow().AddDays(-1));
        var files = 0;
        var cases = new (TlsConfig Tls, string Expected)[]
        {
            (Client(expired, expiredKey), $"The client certificate in {_folder["c1.pem"]} expired at"),
            (Client(certificate, other), $"The client certificate in {_folder["c2.pem"]} and its key cannot be used"),
            (Client("nonsense", key), $"The client certificate in {_folder["c3.pem"]}"),
            (Client(certificate, "hush"), $"The client certificate in {_folder["c4.pem"]}"),
            (new TlsConfig { ClientCertificatePem = certificate }, "has no key"),
            (new TlsConfig { ClientKeyPem = key }, "without its certificate"),
            (new TlsConfig { AuthorityFile = _folder["missing.pem"] }, _folder["missing.pem"]),
            (new TlsConfig { AuthorityFile = _folder.Write("empty.pem", "nothing") }, $"{_folder["empty.pem"]} holds no certificate in PEM"),
            (new TlsConfig { AuthorityFile = _folder.Write("broken.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----") }, _folder["broken.pem"]),
            (new TlsConfig { AuthorityFile = _folder.Write("gone.pem", gone.Pem) }, $"The certificate authority in {_folder["gone.pem"]} expired at"),
        };
        foreach (var (tls, expected) in cases)
        {
            var error = Assert.Throws<ConfigException>(() => new KubeClient(new ClientConfig { Server = new Uri("https://localhost"), Tls = tls }));
            Assert.Contains(expected, error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("hush", error.ToString(), StringComparison.Ordinal);
        }

        TlsConfig Client(string pem, string keyPem) => new() { ClientCertificateFile = _folder.Write($"c{++files}.pem", pem), ClientKeyFile = _folder.Write($"k{files}.pem", keyPem) };
    }

    [Fact]
    public async Task A_new_authority_in_the_file_is_trusted_within_five_minutes()
    {
        using var newer = new TestAuthority("new");
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var file = _folder.Write("ca.pem", _authority.Pem);
        X509Certificate2 shown = _authority.Server("localhost");
        await using var server = await StartAsync(() => shown);
        using var client = Client(server, new TlsConfig { AuthorityFile = file }, time);
        await client.GetAsync<ConfigMap>(Key, CancellationToken.None);

        (shown, _) = (newer.Server("localhost"), _folder.Write("ca.pem", newer.Pem));
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync<ConfigMap>(Key, CancellationToken.None));
        time.Advance(TimeSpan.FromMinutes(5));
        await client.GetAsync<ConfigMap>(Key, CancellationToken.None);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA")]
    [InlineData("")]
    public async Task While_the_file_is_being_replaced_the_authority_in_use_stays(string? content)
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var file = _folder.Write("ca.pem", _authority.Pem);
        await using var server = await StartAsync(() => _authority.Server("localhost"));
        using var log = new LogCapture();
        using var client = Client(server, new TlsConfig { AuthorityFile = file }, time, log);
        if (content is null) File.Delete(file);
        else _folder.Write("ca.pem", content);
        for (var i = 0; i < 3; i++)
        {
            time.Advance(TimeSpan.FromMinutes(5));
            await client.GetAsync<ConfigMap>(Key, CancellationToken.None);
        }

        Assert.Contains(log.Lines, line => line.Level == LogLevel.Warning && line.Text.Contains(file, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_rotated_client_certificate_is_shown_within_five_minutes_and_a_half_rotated_one_is_not()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var (first, second) = (_authority.Client("first"), _authority.Client("second"));
        var tls = new TlsConfig { AuthorityPem = _authority.Pem, ClientCertificateFile = _folder.Write("c.pem", first.Certificate), ClientKeyFile = _folder.Write("k.pem", first.Key) };
        var shown = new List<string?>();
        await using var server = await StartAsync(() => _authority.Server("localhost"), shown);
        using var client = Client(server, tls, time);
        await client.GetAsync<ConfigMap>(Key, CancellationToken.None);
        _folder.Write("c.pem", second.Certificate);
        time.Advance(TimeSpan.FromMinutes(5));
        await client.GetAsync<ConfigMap>(Key, CancellationToken.None);
        _folder.Write("k.pem", second.Key);
        time.Advance(TimeSpan.FromMinutes(5));
        await client.GetAsync<ConfigMap>(Key, CancellationToken.None);

        Assert.Equal(["CN=first", "CN=first", "CN=second"], shown);
    }

    public void Dispose()
    {
        _authority.Dispose();
        _folder.Dispose();
    }

    // Each request on a connection of its own: what is trusted is asked anew each time.
    private static Task<TlsServer> StartAsync(Func<X509Certificate2> certificate, List<string?>? shown = null) => TlsServer.StartAsync(
        certificate,
        async context =>
        {
            if (shown is not null) shown.Add((await context.Connection.GetClientCertificateAsync())?.Subject);
            context.Response.Headers.Connection = "close";
            await context.Response.WriteAsync(ListWatchScript.Map("a", 1));
        },
        HttpProtocols.Http1,
        asksForCertificate: shown is not null);

    private static KubeClient Client(TlsServer server, TlsConfig tls, TimeProvider? time = null, ILoggerFactory? loggers = null) =>
        new(new ClientConfig { Server = server.Address, Tls = tls }, time, loggers);

    private static async Task GetAsync(TlsServer server, TlsConfig tls)
    {
        using var client = Client(server, tls);
        Assert.Equal("a", (await client.GetAsync<ConfigMap>(Key, CancellationToken.None)).Metadata.Name);
    }

    private static async Task RefusedAsync(TlsServer server, TlsConfig tls)
    {
        using var client = Client(server, tls);
        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync<ConfigMap>(Key, CancellationToken.None));
        Assert.Equal(HttpRequestError.SecureConnectionError, refused.HttpRequestError);
        Assert.IsType<AuthenticationException>(refused.InnerException);
    }
}
