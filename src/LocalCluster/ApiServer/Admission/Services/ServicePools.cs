using System.Globalization;
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
    /// <exception cref="StatusException">422: taken, out of range, or none left.</exception>
    public void Allocate(JsonObject service, JsonObject? old, bool dryRun)
    {
        lock (_gate)
        {
            if (ServiceKind.NeedsClusterIp(service))
                AllocateAddress(service, old, dryRun);
            try
            {
                if (ServiceKind.NeedsNodePort(service))
                    AllocatePorts(service, old, dryRun);
            }
            catch (StatusException)
            {
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
        var spec = service.Object("spec")!;
        Families(service, spec);
        if (ServiceKind.IsHeadless(service))
        {
            spec["clusterIP"] = ServiceKind.None;
            spec["clusterIPs"] = new JsonArray(ServiceKind.None);
            return;
        }

        var wished = spec.Texts("clusterIPs").FirstOrDefault() ?? "";
        if (wished.Length > 0 && old is not null && old.Texts("spec", "clusterIPs").Contains(wished))
            return;
        if (old is not null && wished.Length > 0 && ServiceKind.NeedsClusterIp(old))
            return;
        var allocated = wished.Length > 0 ? TakeAddress(service, wished, dryRun) : NextAddress(service, dryRun);
        spec["clusterIP"] = allocated;
        spec["clusterIPs"] = new JsonArray(allocated);
    }

    private string TakeAddress(JsonObject service, string wished, bool dryRun)
    {
        if (!IPAddress.TryParse(wished, out var address))
            return wished;
        if (_addresses.Refusal(address) is { } refusal)
            throw Refused(service, "spec.clusterIPs", new JsonArray(wished), $"failed to allocate IP {wished}: {refusal}");
        if (!dryRun)
            _addresses.Take(address);
        return wished;
    }

    private string NextAddress(JsonObject service, bool dryRun)
    {
        var address = _addresses.Next(dryRun) ?? throw Refused(service, "spec.clusterIPs", new JsonArray(""), "failed to allocate a serviceIP: range is full");
        if (service.Name().Length > 0)
            return address.ToString();
        // An address is an object that names its service as its parent; a service without a name cannot have one.
        _addresses.Release(address);
        throw Refused(service, "spec.clusterIPs", new JsonArray(""),
            $"failed to allocate IP: IPAddress.networking.k8s.io \"{address}\" is invalid: spec.parentRef.name: Required value");
    }

    private void AllocatePorts(JsonObject service, JsonObject? old, bool dryRun)
    {
        var had = old is null ? [] : PortsOf(old).ToHashSet();
        List<int> taken = [];
        try
        {
            foreach (var (port, i) in service.Items("spec", "ports").Select((one, i) => (one, i)).OrderByDescending(one => one.one.Number("nodePort") ?? 0))
                AllocatePort(service, port, i, had, taken, dryRun);
        }
        catch (StatusException)
        {
            taken.ForEach(_ports.Release);
            throw;
        }
    }

    private void AllocatePort(JsonObject service, JsonObject port, int index, HashSet<int> had, List<int> taken, bool dryRun)
    {
        var wished = (int)(port.Number("nodePort") ?? 0);
        if (had.Contains(wished) || taken.Contains(wished))
            return;
        if (wished > 0 && _ports.Refusal(wished) is { } refusal)
            throw Refused(service, $"spec.ports[{index}].nodePort", wished, refusal);
        if (wished == 0)
        {
            wished = dryRun ? _ports.OneTooMany : _ports.Next()
                ?? throw Refused(service, $"spec.ports[{index}].nodePort", 0, "failed to allocate a nodePort: range is full");
            port["nodePort"] = wished;
        }

        if (dryRun)
            return;
        _ports.Take(wished);
        taken.Add(wished);
    }

    /// <summary>One stack, IPv4; only a headless service without a selector is taken to be for both, since nobody can know.</summary>
    private static void Families(JsonObject service, JsonObject spec)
    {
        var open = ServiceKind.IsHeadless(service) && !ServiceKind.HasSelector(service);
        spec.SetDefault("ipFamilyPolicy", open ? "RequireDualStack" : "SingleStack");
        if (!Checks.IsEmpty(spec["ipFamilies"]))
            return;
        var both = open && spec.Text("ipFamilyPolicy") != "SingleStack";
        spec["ipFamilies"] = both ? new JsonArray("IPv4", "IPv6") : new JsonArray("IPv4");
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
        service.Items("spec", "ports").Select(port => (int)(port.Number("nodePort") ?? 0)).Where(port => port > 0).Distinct();

    private static StatusException Refused(JsonObject service, string field, JsonNode value, string why)
    {
        object shown = value is JsonArray list
            ? new GoLiteral($"[{string.Join(',', list.Select(one => GoText.Quote(one.Text() ?? "")))}]")
            : new GoLiteral(value.Number()?.ToString(CultureInfo.InvariantCulture) ?? "");
        return Failures.Invalid("", "Service", service.Name(), [FieldError.Invalid(field, shown, why)]);
    }
}
