using System.Net;
using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Admission.Objects;

internal sealed class EndpointSliceRules : KindRules
{
    private static readonly string[] Types = ["FQDN", "IPv4", "IPv6"];

    public override bool HasGeneration => true;

    public override void Default(JsonObject obj)
    {
        foreach (var port in obj.Items("ports"))
        {
            port.SetDefault("name", "");
            port.SetDefault("protocol", "TCP");
        }
    }

    public override IEnumerable<FieldError> Validate(JsonObject obj, RuleContext context)
    {
        var type = obj.Text("addressType") ?? "";
        if (type.Length == 0)
            yield return FieldError.Required("addressType");
        else if (!Types.Contains(type))
            yield return FieldError.NotSupported("addressType", type, Types);
        foreach (var error in Endpoints(obj, type).Concat(Ports(obj)))
            yield return error;
    }

    public override IEnumerable<FieldError> ValidateUpdate(JsonObject obj, JsonObject old, RuleContext context) =>
        Checks.Immutable(obj["addressType"], old["addressType"], "addressType");

    private static IEnumerable<FieldError> Endpoints(JsonObject obj, string type)
    {
        foreach (var (endpoint, i) in obj.Items("endpoints").Select((one, i) => (one, i)))
        {
            var addresses = endpoint.Texts("addresses").ToList();
            if (addresses.Count == 0)
                yield return FieldError.Required($"endpoints[{i}].addresses", "must contain at least 1 address");
            for (var j = 0; j < addresses.Count; j++)
            {
                var at = $"endpoints[{i}].addresses[{j}]";
                if (type == "IPv4" && !(IPAddress.TryParse(addresses[j], out var address) && address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork))
                    yield return FieldError.Invalid(at, addresses[j], "must be a valid IPv4 address");
            }
        }
    }

    private static IEnumerable<FieldError> Ports(JsonObject obj)
    {
        HashSet<string> names = [];
        foreach (var (port, i) in obj.Items("ports").Select((one, i) => (one, i)))
        {
            var name = port.Text("name") ?? "";
            foreach (var wrong in name.Length == 0 ? [] : NameSyntax.Label(name))
                yield return FieldError.Invalid($"ports[{i}].name", name, wrong);
            if (!names.Add(name))
                yield return FieldError.Duplicate($"ports[{i}].name", name);
            foreach (var error in Checks.OneOf(port.Text("protocol"), $"ports[{i}].protocol", "SCTP", "TCP", "UDP"))
                yield return error;
        }
    }
}
