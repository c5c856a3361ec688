using Kubernetes.Client;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using Operator.Desired;
using Operator.Observe;

namespace Operator.Apply;

/// <summary>Deletes children that the app owns and that nothing asks for any more. Never while nothing may be touched.</summary>
internal sealed class Pruner(KubeClient client, ILogger<Pruner> logger)
{
    public async Task<ApplyReport> PruneAsync(Observed observed, DesiredState? desired, CancellationToken cancellationToken)
    {
        if (desired is null) return ApplyReport.Nothing;
        var outcomes = new List<ChildOutcome>();
        foreach (var service in observed.OtherServices.Where(service => service.Metadata.DeletionTimestamp is null && !IsAskedFor(desired, service)))
        {
            if (await DeleteAsync(observed, service, cancellationToken) is { } outcome) outcomes.Add(outcome);
        }

        return new ApplyReport(outcomes);
    }

    private static bool IsAskedFor(DesiredState desired, Service service) => desired.Services.Any(wanted => wanted.Metadata.Name == service.Metadata.Name);

    private async Task<ChildOutcome?> DeleteAsync(Observed observed, Service service, CancellationToken cancellationToken)
    {
        var (kind, name) = (Service.Type.Kind, service.Metadata.Name ?? "");
        try
        {
            await client.DeleteAsync<Service>(
                ObjectKey.Of(service), new DeleteOptions { Preconditions = new Preconditions { Uid = service.Metadata.Uid } }, cancellationToken);
            ApplyLog.Pruned(logger, observed.Namespace, observed.Name, kind, name);
            return new ChildOutcome.Removed(kind, name, "nothing asks for it any more");
        }
        catch (ApiException e) when (e.IsNotFound || e.IsConflict)
        {
            // Gone already, or another one stands there now.
            return null;
        }
        catch (ApiException e) when (ServerRefusal.IsLasting(e))
        {
            return ServerRefusal.Outcome(logger, observed, kind, name, e);
        }
    }
}
