using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Errors;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Admission.Services;

/// <summary>Which node ports a service gets (initNodePorts, updateNodePorts, allocHealthCheckNodePort).</summary>
internal sealed class NodePortAllocation(JsonObject service, NodePortOperation operation)
{
    /// <exception cref="StatusException">422: taken or out of range; 500: none left, or the health check's is refused.</exception>
    public void Allocate(JsonObject? old)
    {
        if (ServiceKind.MayHaveNodePorts(service))
        {
            if (old is null)
                ForNew();
            else
                ForChanged([.. PortsOf(old)]);
        }

        if (ServiceKind.NeedsHealthCheck(service))
            HealthCheck(old);
    }

    public static IEnumerable<int> PortsOf(JsonObject service) =>
        service.Items("spec", "ports").Select(PortOf).Where(port => port > 0).Distinct();

    /// <summary>Ports of the same number, TCP and UDP say, share a node port unless they ask for others.</summary>
    private void ForNew()
    {
        Dictionary<long, int> byPort = [];
        foreach (var (port, i) in Ports())
        {
            var number = port.Number("port") ?? 0;
            if (!byPort.TryGetValue(number, out var shared))
            {
                var wished = service.Items("spec", "ports").Where(one => one.Number("port") == number).Select(PortOf).FirstOrDefault(one => one > 0);
                port["nodePort"] = byPort[number] = wished > 0 ? Take(wished, i) : Next();
            }
            else if (PortOf(port) == 0)
            {
                port["nodePort"] = shared;
            }
            else if (PortOf(port) != shared)
            {
                Take(PortOf(port), i);
            }
        }
    }

    private void ForChanged(HashSet<int> had)
    {
        HashSet<int> taken = [];
        foreach (var (port, i) in Ports())
        {
            if (PortOf(port) == 0)
                port["nodePort"] = Next();
            else if (!had.Contains(PortOf(port)) && taken.Add(PortOf(port)))
                Take(PortOf(port), i);
        }
    }

    private void HealthCheck(JsonObject? old)
    {
        if (old is not null && ServiceKind.NeedsHealthCheck(old))
            return;
        var wished = (int)(service.Number("spec", "healthCheckNodePort") ?? 0);
        if (wished == 0)
            service.Object("spec")!["healthCheckNodePort"] = Next();
        else if (operation.Take(wished) is { } refusal)
            throw Failures.Internal($"failed to allocate requested HealthCheck NodePort {wished}: {refusal}");
    }

    /// <summary>Those that need one: without the automatism of a load balancer only those that ask.</summary>
    private IEnumerable<(JsonObject Port, int Index)> Ports() =>
        service.Items("spec", "ports").Select((one, i) => (one, i)).Where(one => PortOf(one.one) > 0 || ServiceKind.NeedsNodePort(service));

    private int Take(int port, int index) => operation.Take(port) is { } refusal
        ? throw Failures.Invalid("", "Service", service.Name(), [FieldError.Invalid($"spec.ports[{index}].nodePort", port, refusal)])
        : port;

    private int Next() => operation.TakeNext() ?? throw Failures.Internal("failed to allocate a nodePort: range is full");

    private static int PortOf(JsonObject port) => (int)(port.Number("nodePort") ?? 0);
}
