using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Admission.Pods;

/// <summary>Probes and lifecycle hooks: one handler each, and what it does.</summary>
internal static class ProbeValidation
{
    private static readonly string[] Handlers = ["exec", "httpGet", "tcpSocket", "grpc", "sleep"];
    private static readonly string[] Numbers = ["initialDelaySeconds", "timeoutSeconds", "periodSeconds", "successThreshold", "failureThreshold"];

    public static IEnumerable<FieldError> Validate(JsonObject container, string at)
    {
        foreach (var name in new[] { "livenessProbe", "readinessProbe", "startupProbe" })
        {
            if (container.Object(name) is not { } probe)
                continue;
            foreach (var error in Handler(probe, $"{at}.{name}"))
                yield return error;
            foreach (var error in Numbers.SelectMany(number => Checks.NonNegative(probe[number], $"{at}.{name}.{number}")))
                yield return error;
            if (name != "readinessProbe" && probe.Number("successThreshold") is { } threshold and not 1)
                yield return FieldError.Invalid($"{at}.{name}.successThreshold", threshold, "must be 1");
            if (probe.Number("terminationGracePeriodSeconds") is { } grace && (grace <= 0 || name == "readinessProbe"))
            {
                yield return FieldError.Invalid($"{at}.{name}.terminationGracePeriodSeconds", grace,
                    name == "readinessProbe" ? "must not be set for readinessProbes" : "must be greater than 0");
            }
        }
    }

    public static IEnumerable<FieldError> Handler(JsonObject handler, string at)
    {
        var found = Handlers.Where(handler.ContainsKey).ToList();
        if (found.Count == 0)
            yield return FieldError.Required(at, "must specify a handler type");
        foreach (var more in found.Skip(1))
            yield return FieldError.Forbidden($"{at}.{more}", "may not specify more than 1 handler type");
        foreach (var error in found.SelectMany(kind => Action(kind, handler.Object(kind) ?? [], $"{at}.{kind}")))
            yield return error;
    }

    private static IEnumerable<FieldError> Action(string kind, JsonObject action, string at) => kind switch
    {
        "exec" => action.Array("command") is { Count: > 0 } ? [] : [FieldError.Required($"{at}.command")],
        "httpGet" =>
        [
            .. Checks.Required(action.Text("path"), $"{at}.path"),
            .. Checks.PortOrName(action["port"], $"{at}.port"),
            .. Checks.OneOf(action.Text("scheme"), $"{at}.scheme", "HTTP", "HTTPS"),
            .. action.Items("httpHeaders").SelectMany(header => Checks.Named(header.Text("name") ?? "", $"{at}.httpHeaders", NameSyntax.HttpHeader)),
        ],
        "tcpSocket" => Checks.PortOrName(action["port"], $"{at}.port"),
        "grpc" => Checks.Port(action.Number("port") ?? 0, $"{at}.port"),
        _ => [],
    };
}
