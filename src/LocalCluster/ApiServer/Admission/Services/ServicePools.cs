using System.Net;
using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Errors;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Admission.Services;

/// <summary>The cluster addresses and node ports that services have, and those that are free. Thread safe.</summary>
internal sealed class ServicePools(ApiOptions options)
{
    private readonly Lock _gate = new();
    private readonly AddressPool _addresses = new(options.ServiceCidr);
    private readonly PortPool _ports = new(options.FirstNodePort, options.LastNodePort);

    /// <summary>Fills in what the service needs and has not; what it brings is taken as asked for.</summary>
    /// <exception cref="StatusException">422: taken, out of range, or not to be had on this cluster; 500: none left.</exception>
    public void Allocate(JsonObject service, JsonObject? old, bool dryRun)
    {
        lock (_gate)
        {
            if (ServiceKind.NeedsClusterIp(service))
            {
                ServiceFamilies.Settle(service, old);
                AllocateAddress(service, old, dryRun);
            }

            var ports = new NodePortOperation(_ports, dryRun);
            try
            {
                new NodePortAllocation(service, ports).Allocate(old);
            }
            catch (StatusException)
            {
                ports.Revert();
                if (!dryRun)
                    ReleaseAddresses(service, old);
                throw;
            }
        }
    }

    public void Release(JsonObject service)
    {
        lock (_gate)
        {
            ReleaseAddresses(service, null);
            foreach (var port in PortsOf(service))
                _ports.Release(port);
        }
    }

    /// <summary>Gives back what one state of a service holds and another does not.</summary>
    public void ReleaseDifference(JsonObject kept, JsonObject given)
    {
        lock (_gate)
        {
            ReleaseAddresses(given, kept);
            foreach (var port in PortsOf(given).Except(PortsOf(kept)))
                _ports.Release(port);
        }
    }

    private void AllocateAddress(JsonObject service, JsonObject? old, bool dryRun)
    {
        if (ServiceKind.IsHeadless(service) || (old is not null && ServiceKind.NeedsClusterIp(old)))
            return;
        var spec = service.Object("spec")!;
        var wished = spec.Texts("clusterIPs").FirstOrDefault() ?? "";
        var allocated = wished.Length > 0 ? TakeAddress(service, wished, dryRun) : NextAddress(service, dryRun);
        spec["clusterIP"] = allocated;
        spec["clusterIPs"] = new JsonArray(allocated);
    }

    private string TakeAddress(JsonObject service, string wished, bool dryRun)
    {
        if (!IPAddress.TryParse(wished, out var address))
            return wished;
        if (_addresses.Refusal(address) is { } refusal)
            throw Refused(service, wished, $"failed to allocate IP {wished}: {refusal}");
        if (!dryRun)
            _addresses.Take(address);
        return wished;
    }

    private string NextAddress(JsonObject service, bool dryRun)
    {
        var address = _addresses.Next(dryRun) ?? throw Failures.Internal("failed to allocate a serviceIP: range is full");
        if (service.Name().Length > 0)
            return address.ToString();
        // An address is an object that names its service as its parent; a service without a name cannot have one.
        _addresses.Release(address);
        throw Refused(service, "", $"failed to allocate IP: IPAddress.networking.k8s.io \"{address}\" is invalid: spec.parentRef.name: Required value");
    }

    private void ReleaseAddresses(JsonObject service, JsonObject? kept)
    {
        foreach (var text in service.Texts("spec", "clusterIPs").Except(kept?.Texts("spec", "clusterIPs") ?? []))
        {
            if (IPAddress.TryParse(text, out var address))
                _addresses.Release(address);
        }
    }

    private static IEnumerable<int> PortsOf(JsonObject service) =>
        NodePortAllocation.PortsOf(service).Concat(service.Number("spec", "healthCheckNodePort") is > 0 and { } port ? [(int)port] : []);

    private static StatusException Refused(JsonObject service, string address, string why) =>
        Failures.Invalid("", "Service", service.Name(), [FieldError.Invalid("spec.clusterIPs", ClusterIpValidation.Shown([address]), why)]);
}
