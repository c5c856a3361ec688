using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Kubernetes.Client;
using Kubernetes.Models;
using Kubernetes.Models.Apps;
using Kubernetes.Models.Core;
using Operator.Api;

namespace EndToEnd.Tests.Crashes;

/// <summary>Everything that a run leaves in its namespace, as text, without what differs from run to run by its nature: identities, addresses, times.</summary>
internal static class EndState
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private static readonly HashSet<string> Volatile = new(StringComparer.Ordinal)
    {
        "uid", "resourceVersion", "creationTimestamp", "managedFields", "generation", "observedGeneration", "namespace",
        "clusterIP", "clusterIPs", "nodePort", "volumeName", "startTime", "podIP", "podIPs", "hostIP", "hostIPs", "nodeName",
        "lastTransitionTime", "lastProgressAt", "handedOverAt", "switchedAt", "switchedBackAt", "closedAt", "startedAt", "completedAt", "lastProbeTime", "lastMeasuredAt", "containerID", "imageID",
        "collisionCount", "counterapp.io/applied",
        // What users have counted meanwhile: the checker beside them looks after that.
        "visits",
    };

    public static async Task<string> ReadAsync(Stage stage)
    {
        var state = new JsonObject
        {
            ["apps"] = await ListAsync<CounterApp>(stage),
            ["sets"] = await ListAsync<StatefulSet>(stage),
            ["services"] = await ListAsync<Service>(stage),
            ["claims"] = await ListAsync<PersistentVolumeClaim>(stage),
            ["pods"] = await PodsAsync(stage),
        };
        return Regex.Replace(JsonSerializer.Serialize(state, Indented), @"port \d+ of every node", "port N of every node");
    }

    /// <summary>The lines in which two states differ, for a person to read.</summary>
    public static string Difference(string expected, string actual)
    {
        var (wanted, found) = (expected.Split('\n'), actual.Split('\n'));
        return string.Join('\n', [.. wanted.Except(found).Select(line => $"- {line}"), .. found.Except(wanted).Select(line => $"+ {line}"), $"({wanted.Length} lines expected, {found.Length} found)"]);
    }

    private static async Task<JsonArray> ListAsync<T>(Stage stage)
        where T : class, IResource<T> =>
        new([.. (await stage.Client.ListAsync<T>(new ListOptions { Namespace = stage.Place }, CancellationToken.None)).Items
            .OrderBy(item => item.Metadata.Name, StringComparer.Ordinal)
            .Select(item => Steady(JsonSerializer.SerializeToNode(item, T.Json)))]);

    /// <summary>Of a pod: what it runs, that it is ready, and that its set is the one that is there.</summary>
    private static async Task<JsonArray> PodsAsync(Stage stage)
    {
        var set = await stage.FindSetAsync();
        return new([.. (await stage.PodsAsync()).Select(pod => (JsonNode)new JsonObject
        {
            ["name"] = pod.Metadata.Name,
            ["revision"] = pod.Metadata.Labels?[Labels.Revision],
            ["image"] = pod.Spec?.Containers?[0].Image,
            ["ready"] = pod.Status?.Conditions?.FirstOrDefault(condition => condition.Type == "Ready")?.Status,
            ["owned"] = pod.Metadata.OwnerReferences?.SingleOrDefault()?.Uid == set?.Metadata.Uid,
            ["leaves"] = pod.Metadata.DeletionTimestamp is not null,
        })]);
    }

    private static JsonNode? Steady(JsonNode? node) => node switch
    {
        JsonObject json => new JsonObject(json.Where(field => !Volatile.Contains(field.Key)).Select(field => KeyValuePair.Create(field.Key, Steady(field.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Steady)]),
        _ => node?.DeepClone(),
    };
}
