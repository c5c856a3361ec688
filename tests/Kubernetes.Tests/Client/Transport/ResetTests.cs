using Kubernetes.Client;
using Kubernetes.Client.Config;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using Kubernetes.Tests.Scripting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Kubernetes.Tests.Client.Transport;

/// <summary>Connections that a real server breaks: what .NET then throws leads to the retries that the law allows, and to no other.</summary>
public sealed class ResetTests : IDisposable
{
    private readonly TestAuthority _authority = new();
    private int _seen;

    [Theory]
    [InlineData(HttpProtocols.Http1)]
    [InlineData(HttpProtocols.Http2)]
    public async Task A_read_is_sent_again(HttpProtocols protocols)
    {
        await using var server = await StartAsync(protocols, broken: 1);
        using var client = Client(server);
        await client.GetAsync<ConfigMap>(new ObjectKey("x", "a"), CancellationToken.None);

        Assert.Equal(2, _seen);
    }

    [Theory]
    [InlineData(HttpProtocols.Http1)]
    [InlineData(HttpProtocols.Http2)]
    public async Task A_create_whose_name_the_server_makes_up_is_not(HttpProtocols protocols)
    {
        await using var server = await StartAsync(protocols, broken: 1);
        using var client = Client(server);
        var generated = new ConfigMap { Metadata = new ObjectMeta { Namespace = "x", GenerateName = "a-" } };
        await Assert.ThrowsAnyAsync<Exception>(() => client.CreateAsync(generated, null, CancellationToken.None));

        Assert.Equal(1, _seen);
    }

    [Theory]
    [InlineData(HttpProtocols.Http1)]
    [InlineData(HttpProtocols.Http2)]
    public async Task An_answer_that_breaks_in_its_middle_is_an_error_and_no_object(HttpProtocols protocols)
    {
        await using var server = await TlsServer.StartAsync(
            () => _authority.Server("localhost"),
            async context =>
            {
                await context.Response.WriteAsync("""{"kind":"ConfigMap","metadata":{"name":"a"},"data":{""");
                await context.Response.Body.FlushAsync();
                context.Abort();
            },
            protocols);
        using var client = Client(server);
        var error = await Assert.ThrowsAnyAsync<Exception>(() => client.GetAsync<ConfigMap>(new ObjectKey("x", "a"), CancellationToken.None));

        Assert.True(error is IOException or HttpRequestException, error.ToString());
    }

    public void Dispose() => _authority.Dispose();

    private Task<TlsServer> StartAsync(HttpProtocols protocols, int broken) => TlsServer.StartAsync(
        () => _authority.Server("localhost"),
        async context =>
        {
            if (Interlocked.Increment(ref _seen) <= broken) context.Abort();
            else await context.Response.WriteAsync(ListWatchScript.Map("a", 1));
        },
        protocols);

    private KubeClient Client(TlsServer server) => new(
        new ClientConfig { Server = server.Address, Tls = new TlsConfig { AuthorityPem = _authority.Pem }, RequestTimeout = TimeSpan.FromHours(2) }, new HastyClock());
}
