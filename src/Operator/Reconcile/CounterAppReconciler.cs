using Kubernetes.Models.Meta;
using Kubernetes.Runtime.Controllers;
using Operator.Apply;
using Operator.Desired;
using Operator.Notifications;
using Operator.Observe;
using Operator.Rollout;
using Operator.Status;

namespace Operator.Reconcile;

/// <summary>Observe, decide, desire, apply, report: one pass over one app. It knows the app's name and nothing of what has happened.</summary>
internal sealed class CounterAppReconciler(
    Observer observer, ChildWriter children, StatusWriter statuses, Announcer announcer, TimeProvider time) : IReconciler
{
    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        // Gone: owner references take the children along.
        if (await observer.ObserveAsync(key, cancellationToken) is not { } observed) return Outcome.AwaitChange;

        var now = time.GetUtcNow();
        var decision = RolloutPlanner.Decide(observed, now);
        var desired = DesiredState.From(observed, decision);
        var report = await children.WriteAsync(observed, decision, desired, cancellationToken);
        var status = StatusProjection.Project(observed, decision, report, now);

        announcer.Announce(observed, status, report, now);
        await statuses.WriteAsync(observed, status, cancellationToken);
        return NextLook.After(observed, decision, report, status, now);
    }
}
