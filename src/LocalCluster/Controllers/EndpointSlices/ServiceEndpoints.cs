using Kubernetes.Models.Core;
using Kubernetes.Models.Discovery;
using LocalCluster.Controllers.Selection;
using Endpoint = Kubernetes.Models.Discovery.Endpoint;

namespace LocalCluster.Controllers.EndpointSlices;

/// <summary>Which pods answer for a service, on which ports, and how ready they are.</summary>
internal static class ServiceEndpoints
{
    /// <summary>The service's endpoints, grouped by the ports they resolve to; the oldest pod first.</summary>
    public static IReadOnlyList<EndpointGroup> Of(Service service, IEnumerable<Pod> pods) =>
    [
        .. pods.Where(pod => service.Selects(pod.Metadata) && MayAnswer(pod))
            .OrderBy(pod => pod.Metadata.CreationTimestamp)
            .ThenBy(pod => pod.Metadata.Name?.Length)
            .ThenBy(pod => pod.Metadata.Name, StringComparer.Ordinal)
            .GroupBy(pod => PortsOf(service, pod), PortComparer.Instance)
            .Select(group => new EndpointGroup(group.Key, [.. group.Select(pod => EndpointOf(service, pod))])),
    ];

    /// <summary>A pod has an address from its start to its end, whether or not it is ready.</summary>
    private static bool MayAnswer(Pod pod) =>
        !string.IsNullOrEmpty(pod.Status?.PodIP) && pod.Status.Phase is not ("Failed" or "Succeeded");

    private static Endpoint EndpointOf(Service service, Pod pod)
    {
        var serving = pod.Status?.Conditions?.Any(condition => condition is { Type: "Ready", Status: "True" }) == true;
        var terminating = pod.Metadata.DeletionTimestamp is not null;
        return new Endpoint
        {
            Addresses = [pod.Status!.PodIP!],
            Conditions = new EndpointConditions
            {
                Ready = service.Spec?.PublishNotReadyAddresses == true || (serving && !terminating),
                Serving = serving,
                Terminating = terminating,
            },
            Hostname = HostnameFor(service, pod),
            TargetRef = new ObjectReference
            {
                Kind = "Pod",
                Namespace = pod.Metadata.Namespace,
                Name = pod.Metadata.Name,
                Uid = pod.Metadata.Uid,
            },
            NodeName = pod.Spec?.NodeName,
        };
    }

    /// <summary>Only the service that a pod names as its subdomain gives it a name of its own.</summary>
    private static string? HostnameFor(Service service, Pod pod) =>
        !string.IsNullOrEmpty(pod.Spec?.Hostname) && pod.Spec.Subdomain == service.Metadata.Name ? pod.Spec.Hostname : null;

    private static IReadOnlyList<EndpointPort> PortsOf(Service service, Pod pod) =>
    [
        .. from port in service.Spec?.Ports ?? []
           let number = NumberOf(port, pod)
           where number is not null
           select new EndpointPort
           {
               Name = port.Name ?? "",
               Protocol = port.Protocol ?? "TCP",
               Port = number,
               AppProtocol = port.AppProtocol,
           },
    ];

    private static int? NumberOf(ServicePort port, Pod pod)
    {
        if (port.TargetPort?.Text is { } name) return NumberOf(name, port.Protocol ?? "TCP", pod);
        return port.TargetPort?.Number is { } number and not 0 ? number : port.Port;
    }

    /// <summary>Sidecars are init containers that keep running, so their ports count too.</summary>
    private static int? NumberOf(string name, string protocol, Pod pod) =>
        (pod.Spec?.Containers ?? [])
            .Concat((pod.Spec?.InitContainers ?? []).Where(container => container.RestartPolicy == "Always"))
            .SelectMany(container => container.Ports ?? [])
            .FirstOrDefault(port => port.Name == name && (port.Protocol ?? "TCP") == protocol)?.ContainerPortValue;
}
