using System.IO.Pipelines;
using System.Text;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using Kubernetes.Runtime.Caching;
using Kubernetes.Runtime.Controllers;
using Kubernetes.Tests.Scripting;
using TestKit;

namespace Kubernetes.Tests.Runtime;

public sealed class FirstLightTests
{
    [Fact]
    public async Task A_change_on_the_server_reaches_the_store_and_the_reconciler()
    {
        var stream = new Pipe();
        var server = new ScriptedServer((request, _) => request.RequestUri!.Query.Contains("watch=true", StringComparison.Ordinal)
            ? ScriptedServer.Stream(stream.Reader.AsStream())
            : ScriptedServer.Json("""{"kind":"ConfigMapList","apiVersion":"v1","metadata":{"resourceVersion":"5"},"items":[{"metadata":{"name":"a","namespace":"x","uid":"1","resourceVersion":"4"}}]}"""));
        using var client = server.Client();
        using var stop = new CancellationTokenSource();
        var informer = new Informer<ConfigMap>(client, new InformerOptions { PreferWatchList = false });
        var seen = new Recorder();
        var running = Task.WhenAll(informer.RunAsync(stop.Token), Controller.Create("test", seen).For(informer).RunAsync(stop.Token));

        await informer.WaitForSyncAsync(stop.Token);
        await Eventually.Holds(() => Task.FromResult(seen.Keys.Contains(new ObjectKey("x", "a"))), "a to be reconciled");
        await stream.Writer.WriteAsync(Encoding.UTF8.GetBytes(
            """{"type":"ADDED","object":{"metadata":{"name":"b","namespace":"x","uid":"2","resourceVersion":"6"}}}""" + "\n"));
        await Eventually.Holds(() => Task.FromResult(seen.Keys.Contains(new ObjectKey("x", "b"))), "b to be reconciled");

        Assert.Equal(2, informer.Store.Count);
        await stop.CancelAsync();
        await running;
    }

    private sealed class Recorder : IReconciler
    {
        public System.Collections.Concurrent.ConcurrentBag<ObjectKey> Keys { get; } = [];

        public Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
        {
            Keys.Add(key);
            return Task.FromResult(Outcome.AwaitChange);
        }
    }
}
