using System.Collections.Concurrent;
using Kubernetes.Client;
using Kubernetes.Models.Core;

namespace EndToEnd.Tests;

/// <summary>Watches pods from now on and keeps the order in which new ones were created.</summary>
public sealed class PodOrder : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<string> _created = [];

    public PodOrder(KubeClient client)
    {
        var opened = new TaskCompletionSource();
        _ = Task.Run(() => WatchAsync(client, opened));
        opened.Task.Wait(TimeSpan.FromSeconds(5));
    }

    public IReadOnlyList<string> Created => [.. _created];

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    private async Task WatchAsync(KubeClient client, TaskCompletionSource opened)
    {
        try
        {
            var now = await client.ListAsync<Pod>(new ListOptions { Namespace = Playground.Namespace }, _stop.Token);
            opened.SetResult();
            await foreach (var change in client.WatchAsync<Pod>(new WatchOptions { Namespace = Playground.Namespace, ResourceVersion = now.Metadata?.ResourceVersion }, _stop.Token))
                if (change is WatchEvent<Pod>.Added added) _created.Enqueue(added.Object.Metadata.Name!);
        }
        catch (OperationCanceledException)
        {
            // The test has seen enough.
        }
    }
}
