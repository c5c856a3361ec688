using System.Text.Json.Nodes;
using Kubernetes.Client;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using LocalCluster.Node.Statuses;

namespace LocalCluster.Node.Pods;

/// <summary>
/// Writes a pod's status when it has changed, never twice the same. The patch names the version that it was made from, so that a
/// condition which somebody else writes at the same moment is not lost: the status is then made again from the newer pod.
/// </summary>
internal sealed partial class PodStatusPublisher : IDisposable
{
    private const int Attempts = 8;
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LastWordShown = TimeSpan.FromMilliseconds(200);

    private readonly PodRuntime _pod;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _changed = new(1);
    private readonly SemaphoreSlim _one = new(1);
    private readonly Lock _gate = new();
    private JsonObject? _sent;
    private bool _isDisposed;

    public PodStatusPublisher(PodRuntime pod, ILogger logger)
    {
        _pod = pod;
        _logger = logger;
        pod.Board.Changed += Wake;
    }

    /// <summary>Looks at the pod again soon: it or its board has changed. News that comes after the end wakes nobody.</summary>
    public void Wake()
    {
        lock (_gate)
        {
            if (!_isDisposed && _changed.CurrentCount == 0) _changed.Release();
        }
    }

    /// <summary>Publishes every change until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await _changed.WaitAsync(cancellationToken);
                await PublishAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The pod is gone, or the node stops.
        }
    }

    /// <summary>Publishes what is known now. Gives up, with a word in the log, when the API server does not take it.</summary>
    public async Task PublishAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            await PublishRetryingAsync(cancellationToken);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Publishes the end, and leaves it to be seen for a moment: a pod's end and its removal are two events to everyone.</summary>
    public async Task PublishLastAsync(CancellationToken cancellationToken)
    {
        await PublishAsync(cancellationToken);
        await Task.Delay(LastWordShown, _pod.Node.Time, cancellationToken);
    }

    public void Dispose()
    {
        _pod.Board.Changed -= Wake;
        lock (_gate)
        {
            _isDisposed = true;
            _changed.Dispose();
        }

        _one.Dispose();
    }

    private async Task PublishRetryingAsync(CancellationToken cancellationToken)
    {
        var wait = FirstRetry;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await PatchAsync(cancellationToken);
                return;
            }
            catch (ApiException e) when (e.IsNotFound)
            {
                return;
            }
            catch (ApiException e) when (e.IsConflict && attempt < Attempts)
            {
                if (!await RefreshAsync(cancellationToken)) return;
            }
            catch (Exception e) when (e is ApiException or HttpRequestException or TimeoutException)
            {
                LogNotPublished(_logger, _pod.Pod.Metadata.Namespace, _pod.Pod.Metadata.Name, e.Message);
                if (attempt >= Attempts) return;

                await Task.Delay(wait, _pod.Node.Time, cancellationToken);
                wait = wait * 2 > LongestRetry ? LongestRetry : wait * 2;
            }
        }
    }

    private async Task PatchAsync(CancellationToken cancellationToken)
    {
        var pod = _pod.Pod;
        // A pod that had ended before this node knew it keeps its last words.
        if (_sent is null && PodPhases.IsTerminal(pod.Status?.Phase)) return;

        var status = PodStatusProjection.Project(pod, _pod.Board.Snapshot, _pod.Node.HostAddress, _pod.Node.Time.GetUtcNow());
        if (_sent is not null && JsonNode.DeepEquals(status, _sent)) return;

        var patch = new JsonObject
        {
            ["metadata"] = new JsonObject { ["uid"] = pod.Metadata.Uid, ["resourceVersion"] = pod.Metadata.ResourceVersion },
            ["status"] = status.DeepClone(),
        };
        var written = await _pod.Node.Client.PatchAsync<Pod>(ObjectKey.Of(pod), Patch.Merge(patch), new WriteOptions { Subresource = "status" }, cancellationToken);
        _sent = status;
        _pod.Learn(written);
    }

    /// <summary>False when the pod is gone, or another one has its name now.</summary>
    private async Task<bool> RefreshAsync(CancellationToken cancellationToken)
    {
        var current = await _pod.Node.Client.FindAsync<Pod>(ObjectKey.Of(_pod.Pod), cancellationToken);
        if (current is null || current.Metadata.Uid != _pod.Pod.Metadata.Uid) return false;

        _pod.Learn(current);
        return true;
    }

    [LoggerMessage(4420, LogLevel.Warning, "Did not write the status of Pod {Namespace}/{Name}: {Error}")]
    private static partial void LogNotPublished(ILogger logger, string? @namespace, string? name, string error);
}
