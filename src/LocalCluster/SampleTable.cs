using System.Text;
using System.Text.Json.Nodes;
using Kubernetes.Client;

namespace LocalCluster;

/// <summary>Shows what is there, as <c>kubectl get pod,statefulset,service,persistentvolumeclaim</c> does: from the server's own tables.</summary>
internal sealed class SampleTable(KubeClient client)
{
    private static readonly (string Prefix, string Path)[] Resources =
    [
        ("pod/", "/api/v1/namespaces/default/pods"),
        ("statefulset.apps/", "/apis/apps/v1/namespaces/default/statefulsets"),
        ("service/", "/api/v1/namespaces/default/services"),
        ("persistentvolumeclaim/", "/api/v1/namespaces/default/persistentvolumeclaims"),
    ];

    private const string AsTable = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json";

    public async Task<string> RenderAsync(CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        foreach (var (prefix, path) in Resources)
        {
            using var response = await client.SendAsync(new KubeRequest(HttpMethod.Get, path) { Accept = AsTable }, cancellationToken);
            var table = JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellationToken))!;
            Append(text, prefix, table);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, string prefix, JsonNode table)
    {
        var shown = table["columnDefinitions"]!.AsArray().Select((column, index) => (Column: column!, Index: index)).Where(each => (int)each.Column["priority"]! == 0).ToList();
        var rows = table["rows"]!.AsArray().Select(row => row!["cells"]!.AsArray()).ToList();
        if (rows.Count == 0) return;
        var lines = new List<string[]> { shown.Select(each => ((string)each.Column["name"]!).ToUpperInvariant()).ToArray() };
        lines.AddRange(rows.Select(cells => shown.Select(each => (each.Index == 0 ? prefix : "") + cells[each.Index]).ToArray()));
        var widths = Enumerable.Range(0, shown.Count).Select(column => lines.Max(line => line[column].Length)).ToArray();
        foreach (var line in lines) text.AppendLine(string.Join("   ", line.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        text.AppendLine();
    }
}
