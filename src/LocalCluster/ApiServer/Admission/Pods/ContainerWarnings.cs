using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Schemas;
using LocalCluster.ApiServer.Typed;

namespace LocalCluster.ApiServer.Admission.Pods;

/// <summary>Amounts of a part of a byte, variables that hide others, ports that stand there twice.</summary>
internal static class ContainerWarnings
{
    private static readonly string[] Lists = ["initContainers", "containers"];
    private static readonly string[] Bytes = ["memory", "ephemeral-storage"];
    private static readonly string[] Bounds = ["limits", "requests"];

    public static IEnumerable<string> Of(JsonObject spec, string at)
    {
        List<(JsonObject Container, string At)> containers =
            [.. Lists.SelectMany(list => spec.Items(list).Index().Select(one => (one.Item, $"{at}.{list}[{one.Index}]")))];
        return [.. containers.SelectMany(one => Amounts(one.Container, one.At).Concat(Variables(one.Container, one.At))), .. Ports(containers)];
    }

    /// <summary>Of an amount of bytes, which there are no parts of.</summary>
    public static IEnumerable<string> Amount(string? amount, string at) => amount is not null && QuantityText.Nanos(amount) % 1_000_000_000 != 0
        ? [$"{at}: fractional byte value {GoText.Quote(amount)} is invalid, must be an integer"]
        : [];

    private static IEnumerable<string> Amounts(JsonObject container, string at) =>
        from name in Bytes
        from bound in Bounds
        from warning in Amount(container.Text("resources", bound, name), $"{at}.resources.{bound}[{name}]")
        select warning;

    /// <summary>A variable may be built on an earlier one of its name.</summary>
    private static IEnumerable<string> Variables(JsonObject container, string at)
    {
        HashSet<string> seen = [];
        foreach (var (i, variable) in container.Items("env").Index())
        {
            var (name, value) = (variable.Text("name") ?? "", variable.Text("value") ?? "");
            if (seen.Add(name))
                continue;
            var reference = $"$({name})";
            if (variable.Object("valueFrom") is not null || value == reference || !value.Contains(reference, StringComparison.Ordinal))
                yield return $"{at}.env[{i}]: hides previous definition of {GoText.Quote(name)}, which may be dropped when using apply";
        }
    }

    private static IEnumerable<string> Ports(List<(JsonObject Container, string At)> containers)
    {
        List<(JsonObject Port, string At)> before = [];
        foreach (var (port, at) in containers.SelectMany(one => one.Container.Items("ports").Index().Select(port => (port.Item, $"{one.At}.ports[{port.Index}]"))))
        {
            foreach (var other in before.Where(other => IsSame(other.Port, port)))
            {
                if (Relation(port, other.Port) is { } relation)
                    yield return $"{at}: {relation} port definition with {other.At}";
            }

            before.Add((port, at));
        }
    }

    private static bool IsSame(JsonObject one, JsonObject other) =>
        one.Number("containerPort") == other.Number("containerPort") && one.Text("protocol") == other.Text("protocol");

    private static string? Relation(JsonObject port, JsonObject other)
    {
        var (host, otherHost) = (port.Number("hostPort") ?? 0, other.Number("hostPort") ?? 0);
        var (address, otherAddress) = (port.Text("hostIP") ?? "", other.Text("hostIP") ?? "");
        if (host == otherHost && address == otherAddress)
            return "duplicate";
        if (host == 0 || otherHost == 0)
            return "overlapping";
        return host == otherHost && (address.Length == 0) != (otherAddress.Length == 0) ? "dangerously ambiguous" : null;
    }
}
