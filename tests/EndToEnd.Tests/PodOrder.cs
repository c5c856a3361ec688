using System.Collections.Concurrent;
using Kubernetes.Client;
using Kubernetes.Models.Core;
using Operator.Api;

namespace EndToEnd.Tests;

/// <summary>Watches the pods of an app from now on and keeps the order in which new ones were created.</summary>
internal sealed class PodOrder : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<string> _created = [];

    public PodOrder(KubeClient client, string app)
    {
        var opened = new TaskCompletionSource();
        _ = Task.Run(() => WatchAsync(client, app, opened));
        opened.Task.Wait(TimeSpan.FromSeconds(30));
    }

    public IReadOnlyList<string> Created => [.. _created];

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    private async Task WatchAsync(KubeClient client, string app, TaskCompletionSource opened)
    {
        try
        {
            var selector = $"{Labels.Instance}={app}";
            var now = await client.ListAsync<Pod>(new ListOptions { Namespace = Playground.Namespace, LabelSelector = selector }, _stop.Token);
            opened.SetResult();
            await foreach (var change in client.WatchAsync<Pod>(new WatchOptions { Namespace = Playground.Namespace, LabelSelector = selector, ResourceVersion = now.Metadata?.ResourceVersion }, _stop.Token))
                if (change is WatchEvent<Pod>.Added added) _created.Enqueue(added.Object.Metadata.Name!);
        }
        catch (OperationCanceledException)
        {
            // The test has seen enough.
        }
    }
}
