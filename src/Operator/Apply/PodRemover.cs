using System.Text.Json;
using Kubernetes.Client;
using Kubernetes.Models;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using Kubernetes.Models.Policy;
using Operator.Observe;
using Operator.Rollout;

namespace Operator.Apply;

/// <summary>
/// Removes pods that have to make room. Gently means by eviction, which asks the disruption budgets; a budget that says no is overruled,
/// because a pod that cannot start serves nobody. The UID makes sure that its successor is never hit.
/// </summary>
internal sealed class PodRemover(KubeClient client, ILogger<PodRemover> logger)
{
    public async Task<ApplyReport> RemoveAsync(Observed observed, Decision decision, CancellationToken cancellationToken)
    {
        var removals = decision switch
        {
            Decision.Advance advance => advance.Removals,
            Decision.Release release => release.Removals,
            _ => [],
        };
        var outcomes = new List<ChildOutcome>();
        foreach (var pod in removals)
        {
            if (await RemoveAsync(observed, pod, cancellationToken) is { } outcome) outcomes.Add(outcome);
        }

        return new ApplyReport(outcomes);
    }

    /// <summary>Null when the pod is gone already, or is another one by now.</summary>
    public async Task<ChildOutcome?> RemoveAsync(Observed observed, PodRemoval pod, CancellationToken cancellationToken)
    {
        var key = new ObjectKey(observed.Namespace, pod.Name);
        try
        {
            if (pod.Gently && await TryEvictAsync(key, pod, cancellationToken))
            {
                ApplyLog.Evicted(logger, observed.Namespace, observed.Name, pod.Name, pod.Why);
                return new ChildOutcome.Removed(Pod.Type.Kind, pod.Name, pod.Why);
            }

            await client.DeleteAsync<Pod>(key, new DeleteOptions { Preconditions = new Preconditions { Uid = pod.Uid } }, cancellationToken);
            ApplyLog.Deleted(logger, observed.Namespace, observed.Name, pod.Name, pod.Why);
            return new ChildOutcome.Removed(Pod.Type.Kind, pod.Name, pod.Why);
        }
        catch (ApiException e) when (e.IsNotFound || e.IsConflict)
        {
            return null;
        }
        catch (ApiException e) when (ServerRefusal.IsLasting(e))
        {
            return ServerRefusal.Outcome(logger, observed, Pod.Type.Kind, pod.Name, e);
        }
    }

    private async Task<bool> TryEvictAsync(ObjectKey key, PodRemoval pod, CancellationToken cancellationToken)
    {
        var eviction = new Eviction
        {
            Metadata = new ObjectMeta { Namespace = key.Namespace, Name = key.Name },
            DeleteOptions = new DeleteBody { Preconditions = new() { Uid = pod.Uid } },
        };
        var request = new KubeRequest(HttpMethod.Post, $"/api/v1/namespaces/{key.Namespace}/pods/{key.Name}/eviction")
        {
            ContentType = KubeRequest.Json,
            Body = JsonSerializer.SerializeToUtf8Bytes(eviction, Eviction.Json),
            Resource = "pods/eviction",
            Verb = "create",
        };
        try
        {
            using var response = await client.SendAsync(request, cancellationToken);
            return true;
        }
        catch (ApiException e) when (e.IsTooManyRequests || e.IsForbidden)
        {
            return false;
        }
    }
}
