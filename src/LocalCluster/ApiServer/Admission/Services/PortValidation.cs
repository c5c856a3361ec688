using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Admission.Services;

internal static class PortValidation
{
    public static IEnumerable<FieldError> Each(JsonObject spec)
    {
        var ports = spec.Items("ports").ToList();
        HashSet<string> names = [];
        return ports.SelectMany((port, i) => One(port, $"spec.ports[{i}]", ports.Count > 1, names));
    }

    /// <summary>What concerns the type, and all ports together.</summary>
    public static IEnumerable<FieldError> Together(JsonObject service, JsonObject spec)
    {
        var ports = spec.Items("ports").Select((port, i) => (Port: port, At: $"spec.ports[{i}]", Protocol: port.Text("protocol") ?? "", NodePort: port.Number("nodePort") ?? 0)).ToList();
        foreach (var one in ports.Where(one => one.NodePort != 0 && ServiceKind.TypeOf(service) == "ClusterIP"))
            yield return FieldError.Forbidden($"{one.At}.nodePort", "may not be used when `type` is 'ClusterIP'");
        HashSet<(string, long)> nodePorts = [];
        foreach (var one in ports.Where(one => one.NodePort != 0 && !nodePorts.Add((one.Protocol, one.NodePort))))
            yield return FieldError.Duplicate($"{one.At}.nodePort", one.NodePort);
        HashSet<(string, long)> numbers = [];
        foreach (var one in ports.Where(one => !numbers.Add((one.Protocol, one.Port.Number("port") ?? 0))))
            yield return FieldError.Duplicate(one.At, new GoLiteral(Key(one.Protocol, one.Port.Number("port") ?? 0)));
    }

    private static IEnumerable<FieldError> One(JsonObject port, string at, bool needsName, HashSet<string> names)
    {
        var name = port.Text("name") ?? "";
        if (needsName && name.Length == 0)
            yield return FieldError.Required($"{at}.name");
        foreach (var wrong in name.Length == 0 ? [] : NameSyntax.Label(name))
            yield return FieldError.Invalid($"{at}.name", name, wrong);
        if (name.Length > 0 && !names.Add(name))
            yield return FieldError.Duplicate($"{at}.name", name);
        foreach (var error in Checks.Port(port.Number("port") ?? 0, $"{at}.port"))
            yield return error;
        foreach (var error in Checks.OneOf(port.Text("protocol"), $"{at}.protocol", "SCTP", "TCP", "UDP"))
            yield return error;
        foreach (var error in Checks.PortOrName(port["targetPort"], $"{at}.targetPort"))
            yield return error;
        foreach (var error in port.Text("appProtocol") is { } protocol ? Checks.Named(protocol, $"{at}.appProtocol", NameSyntax.QualifiedName) : [])
            yield return error;
    }

    /// <summary>The fields of core.ServicePort by which ports are told apart, and the others at their zero.</summary>
    private static string Key(string protocol, long port) =>
        $"{{\"Name\":\"\",\"Protocol\":{GoText.Quote(protocol)},\"AppProtocol\":null,\"Port\":{port},\"TargetPort\":0,\"NodePort\":0}}";
}
