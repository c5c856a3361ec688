using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Admission.Services;

internal static class PortValidation
{
    public static IEnumerable<FieldError> Validate(JsonObject service, JsonObject spec)
    {
        var ports = spec.Items("ports").ToList();
        HashSet<string> names = [];
        HashSet<(string, long)> taken = [];
        for (var i = 0; i < ports.Count; i++)
        {
            foreach (var error in One(service, ports[i], $"spec.ports[{i}]", ports.Count > 1, names))
                yield return error;
            var (protocol, port) = (ports[i].Text("protocol") ?? "", ports[i].Number("port") ?? 0);
            if (!taken.Add((protocol, port)))
                yield return FieldError.Duplicate($"spec.ports[{i}]", new GoLiteral(Key(protocol, port)));
        }
    }

    private static IEnumerable<FieldError> One(JsonObject service, JsonObject port, string at, bool needsName, HashSet<string> names)
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
        if (port.Number("nodePort") is > 0 && !ServiceKind.NeedsNodePort(service) && ServiceKind.TypeOf(service) != "LoadBalancer")
            yield return FieldError.Forbidden($"{at}.nodePort", $"may not be used when `type` is '{ServiceKind.TypeOf(service)}'");
    }

    /// <summary>The fields of core.ServicePort by which ports are told apart, and the others at their zero.</summary>
    private static string Key(string protocol, long port) =>
        $"{{\"Name\":\"\",\"Protocol\":{GoText.Quote(protocol)},\"AppProtocol\":null,\"Port\":{port},\"TargetPort\":0,\"NodePort\":0}}";
}
