using Kubernetes.Models.Meta;
using Microsoft.Extensions.Logging;

namespace Kubernetes.Runtime.Controllers;

/// <summary>One call of the reconciler: with a deadline, counted and traced, and with every failure caught.</summary>
internal sealed class Pass(string controller, IReconciler reconciler, ControllerOptions options, ILogger logger)
{
    private readonly ControllerMetrics _metrics = new(controller, options.Concurrency);
    private long _number;

    /// <summary>Null when the pass was broken off because the controller stops.</summary>
    public async Task<PassEnd?> RunAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        using var scope = logger.IsEnabled(LogLevel.Error) ? ControllerLog.Reconcile(logger, controller, key, Interlocked.Increment(ref _number)) : null;
        using var trace = StartTrace(key);
        using var deadline = new CancellationTokenSource(options.ReconcileTimeout, options.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        var begun = options.TimeProvider.GetTimestamp();
        _metrics.Begun();
        PassEnd? end = null;
        try
        {
            end = await TryAsync(key, either.Token);
            if (end is PassEnd.Failed && cancellationToken.IsCancellationRequested) end = null;
            if (end is PassEnd.Failed && deadline.IsCancellationRequested) end = TimedOut(end);
            if (end is PassEnd.Failed failed) trace?.SetStatus(System.Diagnostics.ActivityStatusCode.Error, failed.Error.Message);
            return end;
        }
        finally
        {
            _metrics.Ended(end, options.TimeProvider.GetElapsedTime(begun));
        }
    }

    private async Task<PassEnd> TryAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        try
        {
            return new PassEnd.Done(await reconciler.ReconcileAsync(key, cancellationToken));
        }
        catch (TerminalException e)
        {
            return new PassEnd.Terminal(e.Message);
        }
        catch (Exception e)
        {
            return new PassEnd.Failed(e);
        }
    }

    private PassEnd.Failed TimedOut(PassEnd end)
    {
        _metrics.TimedOut();
        return new PassEnd.Failed(new TimeoutException($"The reconcile took longer than {options.ReconcileTimeout.TotalSeconds:0.#} s.", ((PassEnd.Failed)end).Error));
    }

    private System.Diagnostics.Activity? StartTrace(ObjectKey key) =>
        RuntimeMeter.Traces.StartActivity($"reconcile {controller}")?
            .SetTag("controller", controller)
            .SetTag("k8s.namespace.name", key.Namespace)
            .SetTag("k8s.object.name", key.Name);
}
