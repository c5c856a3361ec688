using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Kubernetes.Client;
using Kubernetes.Client.Config;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using Kubernetes.Tests.Scripting;

namespace Kubernetes.Tests.Client;

/// <summary>Every response is closed, whatever it said: a connection that is not given back is lost to the program.</summary>
public sealed class ClosingTests
{
    private static readonly ObjectKey Key = new("x", "a");

    private readonly ConcurrentQueue<ClosableBody> _bodies = [];

    [Theory]
    [InlineData(200, "{}")]
    [InlineData(200, "no JSON")]
    [InlineData(404, "{\"kind\":\"Status\",\"status\":\"Failure\",\"reason\":\"NotFound\"}")]
    [InlineData(502, "<html>")]
    public async Task After_a_call(int status, string body)
    {
        using var client = Client(status, body);
        var map = new ConfigMap { Metadata = new ObjectMeta { Namespace = "x", Name = "a" } };
        foreach (var call in new Func<Task>[]
        {
            () => client.GetAsync<ConfigMap>(Key, CancellationToken.None),
            () => client.FindAsync<ConfigMap>(Key, CancellationToken.None),
            () => client.ListAsync<ConfigMap>(new ListOptions(), CancellationToken.None),
            () => client.ApplyAsync(map, new ApplyOptions { FieldManager = "me" }, CancellationToken.None),
            () => client.DeleteAsync<ConfigMap>(Key, null, CancellationToken.None),
            () => client.DeleteCollectionAsync<ConfigMap>(new ListOptions { Namespace = "x" }, CancellationToken.None),
        })
            await Record.ExceptionAsync(call);

        Assert.Equal(6, _bodies.Count);
        Assert.All(_bodies, one => Assert.True(one.IsClosed));
    }

    [Fact]
    public async Task After_a_watch_that_its_reader_leaves()
    {
        var line = $$$"""{"type":"ADDED","object":{{{ListWatchScript.Map("a", 1)}}}}""" + "\n";
        using var client = Client(200, line + line);
        await foreach (var _ in client.WatchAsync<ConfigMap>(new WatchOptions(), CancellationToken.None)) break;

        Assert.True(_bodies.Single().IsClosed);
    }

    [Fact]
    public async Task After_a_watch_that_breaks()
    {
        using var client = Client(200, "no event\n");
        await Assert.ThrowsAsync<IOException>(async () =>
        {
            await foreach (var _ in client.WatchAsync<ConfigMap>(new WatchOptions(), CancellationToken.None)) continue;
        });

        Assert.True(_bodies.Single().IsClosed);
    }

    private KubeClient Client(int status, string body) => new(new ClientConfig { Server = new Uri("http://scripted") }, new ScriptedServer((_, _) =>
    {
        var content = new ClosableBody(Encoding.UTF8.GetBytes(body));
        _bodies.Enqueue(content);
        return new HttpResponseMessage((HttpStatusCode)status) { Content = new StreamContent(content) };
    }));

    private sealed class ClosableBody(byte[] bytes) : MemoryStream(bytes)
    {
        public bool IsClosed { get; private set; }

        protected override void Dispose(bool disposing)
        {
            IsClosed = true;
            base.Dispose(disposing);
        }
    }
}
