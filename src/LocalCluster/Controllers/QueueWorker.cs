using Kubernetes.Models.Meta;
using Kubernetes.Runtime.Controllers;
using Kubernetes.Runtime.Queueing;

namespace LocalCluster.Controllers;

/// <summary>Works a queue whose keys come from elsewhere than an informer: one key is never worked twice at once, failures back off.</summary>
internal sealed partial class QueueWorker(string name, IReconciler reconciler, ControllerOptions options) : IDisposable
{
    private readonly WorkQueue _queue = new(options.Backoff, options.TimeProvider);
    private readonly ILogger _logger = options.LoggerFactory!.CreateLogger<QueueWorker>();

    public void Add(ObjectKey key) => _queue.Add(key);

    public Task RunAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Range(0, options.Concurrency).Select(_ => WorkAsync(cancellationToken)));

    public void Dispose() => _queue.Dispose();

    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var item = await _queue.TakeAsync(cancellationToken);
            try
            {
                await WorkAsync(item.Key, cancellationToken);
            }
            finally
            {
                _queue.Done(item.Key);
            }
        }
    }

    private async Task WorkAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        try
        {
            var outcome = await reconciler.ReconcileAsync(key, cancellationToken);
            _queue.Forget(key);
            if (outcome is Outcome.Requeue requeue) _queue.AddAfter(key, requeue.After);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            Failed(name, key, _queue.AddRateLimited(key), e.Message);
        }
    }

    [LoggerMessage(4201, LogLevel.Information, "Work of {Worker} on {Key} failed, next attempt in {Wait}: {Error}")]
    private partial void Failed(string worker, ObjectKey key, TimeSpan wait, string error);
}
