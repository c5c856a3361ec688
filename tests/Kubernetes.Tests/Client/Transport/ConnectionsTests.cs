using System.Net;
using Kubernetes.Client;
using Kubernetes.Client.Config;
using Kubernetes.Client.Transport;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using Kubernetes.Tests.Scripting;
using Microsoft.AspNetCore.Http;

namespace Kubernetes.Tests.Client.Transport;

/// <summary>How connections are made and kept, and the ways around a network.</summary>
public sealed class ConnectionsTests
{
    private static readonly ObjectKey Key = new("x", "a");

    [Fact]
    public void The_settings_are_those_of_client_go()
    {
        using var handler = Connections.Open(new ClientConfig { Server = new Uri("https://x") }, new TlsMaterial(null, "", null, null, ""), TimeProvider.System.GetUtcNow());

        Assert.Equal((TimeSpan.FromSeconds(25), TimeSpan.FromSeconds(10)), (handler.KeepAlivePingDelay, handler.KeepAlivePingTimeout));
        Assert.Equal(HttpKeepAlivePingPolicy.WithActiveRequests, handler.KeepAlivePingPolicy);
        Assert.Equal(TimeSpan.FromSeconds(30), handler.ConnectTimeout);
        Assert.InRange(handler.PooledConnectionLifetime, TimeSpan.FromMinutes(1), TimeSpan.FromHours(1));
        Assert.Equal((true, false, false, DecompressionMethods.None), (handler.EnableMultipleHttp2Connections, handler.AllowAutoRedirect, handler.UseCookies, handler.AutomaticDecompression));
        Assert.Null(handler.SslOptions.RemoteCertificateValidationCallback);
        Assert.NotNull(handler.ConnectCallback);
    }

    [Fact]
    public async Task TCP_keeps_an_idle_connection_alive_and_says_when_it_is_dead()
    {
        await using var relay = new RelayServer(_ => Task.FromResult(new DnsEndPoint("localhost", 1)));
        using var socket = await Connections.ConnectAsync(new DnsEndPoint("localhost", relay.Port), CancellationToken.None);

        Assert.NotEqual(0, (int)socket.GetSocketOption(System.Net.Sockets.SocketOptionLevel.Socket, System.Net.Sockets.SocketOptionName.KeepAlive)!);
        Assert.Equal(30, socket.GetSocketOption(System.Net.Sockets.SocketOptionLevel.Tcp, System.Net.Sockets.SocketOptionName.TcpKeepAliveTime));
        Assert.True(socket.NoDelay);
    }

    [Fact]
    public async Task A_half_open_HTTP_2_connection_is_noticed_by_its_pings()
    {
        using var authority = new TestAuthority();
        await using var server = await StartAsync(authority);
        await using var relay = new RelayServer(_ => Task.FromResult(new DnsEndPoint("localhost", server.Port)));
        var pings = new Connections.Pings(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        var config = new ClientConfig { Server = new Uri($"https://localhost:{relay.Port}"), Tls = new TlsConfig { AuthorityPem = authority.Pem } };
        using var client = new KubeClient(config, Connections.Open(config, TlsMaterial.Read(config.Tls, null), TimeProvider.System.GetUtcNow(), pings));
        await using var events = client.WatchAsync<ConfigMap>(new WatchOptions(), CancellationToken.None).GetAsyncEnumerator();
        Assert.True(await events.MoveNextAsync());
        relay.FallSilent();

        var broken = await Assert.ThrowsAnyAsync<Exception>(() => events.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.True(broken is IOException or HttpRequestException, broken.ToString());
    }

    [Fact]
    public async Task An_HTTP_proxy_is_gone_through_with_its_login_and_the_server_still_proves_its_name()
    {
        using var authority = new TestAuthority();
        await using var server = await StartAsync(authority);
        var lines = new List<string>();
        await using var proxy = new RelayServer(RelayServer.HttpConnect(lines, login: "ada:p@ss"));
        await GetAsync(server, authority, new Uri($"http://ada:p%40ss@localhost:{proxy.Port}"));

        Assert.Contains($"CONNECT localhost:{server.Port} HTTP/1.1", lines);
        using var stranger = new TestAuthority();
        await Assert.ThrowsAsync<HttpRequestException>(() => GetAsync(server, stranger, new Uri($"http://ada:p%40ss@localhost:{proxy.Port}")));
    }

    [Fact]
    public async Task A_SOCKS5_proxy_is_gone_through()
    {
        using var authority = new TestAuthority();
        await using var server = await StartAsync(authority);
        await using var proxy = new RelayServer(RelayServer.Socks5);
        await GetAsync(server, authority, new Uri($"socks5://localhost:{proxy.Port}"));

        Assert.Equal(1, proxy.Connections);
    }

    [Fact]
    public async Task A_proxy_that_speaks_TLS_is_gone_through()
    {
        using var authority = new TestAuthority();
        await using var server = await StartAsync(authority);
        var lines = new List<string>();
        await using var proxy = new RelayServer(RelayServer.HttpConnect(lines), authority.Server("localhost"));
        await GetAsync(server, authority, new Uri($"https://localhost:{proxy.Port}"));

        Assert.Contains($"CONNECT localhost:{server.Port} HTTP/1.1", lines);
    }

    [Fact]
    public async Task Cookies_are_not_kept()
    {
        var cookies = new List<string>();
        await using var server = await TlsServer.StartAsync(null, context =>
        {
            cookies.Add(context.Request.Headers.Cookie.ToString());
            context.Response.Cookies.Append("session", "1");
            return context.Response.WriteAsync(ListWatchScript.Map("a", 1));
        });
        using var client = new KubeClient(new ClientConfig { Server = server.PlainAddress });
        for (var i = 0; i < 2; i++) await client.GetAsync<ConfigMap>(Key, CancellationToken.None);

        Assert.Equal(["", ""], cookies);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_an_error_that_says_so()
    {
        using var port = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        port.Start();
        var address = new Uri($"http://localhost:{((IPEndPoint)port.LocalEndpoint).Port}");
        port.Stop();
        using var client = new KubeClient(new ClientConfig { Server = address });
        var error = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync<ConfigMap>(Key, CancellationToken.None));

        Assert.Equal(HttpRequestError.ConnectionError, error.HttpRequestError);
    }

    private static Task<TlsServer> StartAsync(TestAuthority authority) => TlsServer.StartAsync(() => authority.Server("localhost"), async context =>
    {
        if (!context.Request.Query.ContainsKey("watch"))
        {
            await context.Response.WriteAsync(ListWatchScript.Map("a", 1));
            return;
        }

        await context.Response.WriteAsync($$$"""{"type":"ADDED","object":{{{ListWatchScript.Map("a", 1)}}}}""" + "\n");
        await context.Response.Body.FlushAsync();
        await Task.Delay(TimeSpan.FromMinutes(2), TimeProvider.System, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    });

    private static async Task GetAsync(TlsServer server, TestAuthority authority, Uri proxy)
    {
        using var client = new KubeClient(new ClientConfig { Server = server.Address, Proxy = proxy, Tls = new TlsConfig { AuthorityPem = authority.Pem } });
        Assert.Equal("a", (await client.GetAsync<ConfigMap>(Key, CancellationToken.None)).Metadata.Name);
    }
}
