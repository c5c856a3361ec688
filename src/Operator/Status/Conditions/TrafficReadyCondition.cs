using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using Operator.Api;

namespace Operator.Status.Conditions;

/// <summary>Whether a request from where the Service is published reaches a pod that is ready.</summary>
internal static class TrafficReadyCondition
{
    public static Condition Of(StatusInput input)
    {
        if (input.Report.Refusals.FirstOrDefault(outcome => outcome.Kind == "Service") is { } refused)
            return Make(input, false, RefusalText.Reason(refused), RefusalText.Sentence(refused));
        if (input.Service is not { } service)
            return Make(input, false, "ServicePending", $"Service {Names.Service(input.Observed.Name)} does not exist yet.");
        if (Unpublished(service) is { } message) return Make(input, false, "ServicePending", message);
        if (input.Spec.Replicas == 0) return Make(input, true, "ScaledToZero", "The Service is there; no pod is asked for.");
        return input.State.Ready == 0
            ? Make(input, false, "NoReadyPods", $"Service {service.Metadata.Name} has no pod that is ready.")
            : Make(input, true, "Serving", Serving(service));
    }

    private static string? Unpublished(Service service)
    {
        var port = service.Spec?.Ports is [var first, ..] ? first : null;
        return service.Spec?.Type switch
        {
            "NodePort" when port?.NodePort is not > 0 => $"Service {service.Metadata.Name} waits for its node port.",
            "LoadBalancer" when service.Status?.LoadBalancer?.Ingress is not { Count: > 0 } => $"Service {service.Metadata.Name} waits for its load balancer.",
            _ => null,
        };
    }

    private static string Serving(Service service) =>
        service.Spec?.Ports is [{ NodePort: > 0 } port, ..]
            ? $"Service {service.Metadata.Name} serves on port {port.Port} and on port {port.NodePort} of every node."
            : $"Service {service.Metadata.Name} serves inside the cluster.";

    private static Condition Make(StatusInput input, bool holds, string reason, string message) =>
        ConditionText.Make(input, ConditionType.TrafficReady, holds, reason, message);
}
