using System.Collections.Concurrent;
using Kubernetes.Client;
using Kubernetes.Models.Apps;

namespace Bench.Operator;

/// <summary>When each StatefulSet was created, as a watch tells it.</summary>
internal sealed class Arrivals : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop;
    private readonly Task _watching;

    private Arrivals(KubeClient client, string? version, CancellationToken cancellationToken)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _watching = WatchAsync(client, version, _stop.Token);
    }

    /// <summary>By name, a timestamp of <see cref="TimeProvider.System"/>.</summary>
    public ConcurrentDictionary<string, long> Times { get; } = new();

    public static async Task<Arrivals> StartAsync(KubeClient client, CancellationToken cancellationToken)
    {
        var now = await client.ListAsync<StatefulSet>(new ListOptions { Namespace = "default" }, cancellationToken);
        return new Arrivals(client, now.Metadata?.ResourceVersion, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watching;
        _stop.Dispose();
    }

    private async Task WatchAsync(KubeClient client, string? version, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var change in client.WatchAsync<StatefulSet>(new WatchOptions { Namespace = "default", ResourceVersion = version }, cancellationToken))
            {
                if (change is WatchEvent<StatefulSet>.Added added) Times[added.Object.Metadata.Name!] = TimeProvider.System.GetTimestamp();
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Enough was seen.
        }
    }
}
