using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Admission.Pods;

/// <summary>A port of the host is for one container; those that only begin a pod run one by one.</summary>
internal static class HostPortValidation
{
    public static IEnumerable<FieldError> Validate(JsonObject spec, string path) =>
    [
        .. Taken(spec.Items("containers").Index(), $"{path}.containers"),
        .. spec.Items("initContainers").SelectMany(container => Taken([(0, container)], $"{path}.initContainers")),
    ];

    private static IEnumerable<FieldError> Taken(IEnumerable<(int Index, JsonObject Container)> containers, string path)
    {
        HashSet<string> taken = [];
        foreach (var (i, container) in containers)
        {
            foreach (var (j, port) in container.Items("ports").Index())
            {
                if (port.Number("hostPort") is not { } number || number == 0)
                    continue;
                var text = $"{port.Text("protocol")}/{port.Text("hostIP")}/{number}";
                if (!taken.Add(text))
                    yield return FieldError.Duplicate($"{path}[{i}].ports[{j}].hostPort", text);
            }
        }
    }
}
