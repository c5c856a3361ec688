using System.Text.Json;
using System.Text.Json.Nodes;
using Kubernetes.Models;
using Kubernetes.Models.Apps;
using Kubernetes.Models.Core;
using Kubernetes.Models.StorageClasses;
using Operator.Api;
using Operator.Apply;
using Operator.Desired;
using Operator.Observe;
using Operator.Rollout;
using Operator.Status;

namespace Operator.Tests.Cases;

/// <summary>
/// A folder under Cases: given.yaml is the cluster as it is (and a Moment: the time, what the children's writer reported, what the pods
/// counted), expect.yaml what the pure rooms make of it. Only what expect.yaml names is compared; null there means absent.
/// </summary>
internal sealed class Case
{
    private readonly JsonObject _moment;

    private Case(IReadOnlyList<JsonObject> given)
    {
        _moment = given.FirstOrDefault(document => Kind(document) == "Moment") ?? [];
        Observed = new Snapshot
        {
            App = Single<CounterApp>(given)!,
            Set = SetOf(given, Serving(given)),
            Beside = SetOf(given, Colour.Other(Serving(given))),
            Services = All<Service>(given),
            Pods = All<Pod>(given),
            Claims = All<PersistentVolumeClaim>(given),
            Classes = All<StorageClass>(given),
            Visits = (_moment["visits"] as JsonObject ?? []).ToDictionary(pair => pair.Key, pair => new VolumeCount(pair.Value!.GetValue<long>())),
        }.Sort() with
        {
            StableTemplate = _moment["stableTemplate"] is { } template ? template.Deserialize(KubernetesJson.Default.PodTemplateSpec) : null,
        };
        Now = DateTimeOffset.Parse(_moment["now"]?.GetValue<string>() ?? "2026-01-01T01:00:00Z", System.Globalization.CultureInfo.InvariantCulture);
        Decision = RolloutPlanner.Decide(Observed, Now);
        Desired = DesiredState.From(Observed, Decision);
    }

    public Observed Observed { get; }

    public DateTimeOffset Now { get; }

    public Decision Decision { get; }

    public DesiredState? Desired { get; }

    public static string Folder { get; } = Path.Combine(RepositoryFiles.Root, "tests", "Operator.Tests", "Cases");

    public static Case Read(string name) => new(Yaml.Documents(File.ReadAllText(Path.Combine(Folder, name, "given.yaml"))));

    public static JsonObject Expectation(string name) => Yaml.Documents(File.ReadAllText(Path.Combine(Folder, name, "expect.yaml")))[0];

    /// <summary>All that the pure rooms say, under the names that expect.yaml uses.</summary>
    public JsonObject Outcome() => new()
    {
        ["decision"] = DecisionJson(),
        ["services"] = List(Desired?.Services),
        ["claims"] = List(Desired?.Claims),
        ["beside"] = Desired?.Beside is { } beside ? JsonSerializer.SerializeToNode(beside, StatefulSet.Json) : null,
        ["handOver"] = Decision.HandOver is { } handOver ? new JsonObject { ["from"] = handOver.From, ["to"] = handOver.To, ["closes"] = handOver.Closes } : null,
        ["set"] = Desired?.Set is { } set ? JsonSerializer.SerializeToNode(set, StatefulSet.Json) : null,
        ["problem"] = Desired?.Problem,
        ["status"] = JsonSerializer.SerializeToNode(StatusProjection.Project(Observed, Decision, Report(), Now), ApiJson.TypeInfo<CounterAppStatus>()),
    };

    private JsonObject DecisionJson() => Decision switch
    {
        Decision.Hold hold => new() { ["hold"] = hold.Refusals[0].Gate, ["gates"] = new JsonArray([.. hold.Refusals.Select(refusal => (JsonNode)refusal.Gate)]) },
        Decision.Settled settled => new() { ["settled"] = Plan(settled.Set) },
        Decision.Advance advance => new() { ["advance"] = Plan(advance.Set), ["waits"] = advance.Wait?.Message, ["gate"] = advance.Wait?.Gate, ["removals"] = Removals(advance.Removals) },
        Decision.Replace replace => new() { ["replace"] = replace.Step.ToString(), ["why"] = replace.Why, ["plan"] = Plan(replace.Set) },
        Decision.Release release => new() { ["release"] = release.LetGo, ["removals"] = Removals(release.Removals) },
        _ => throw new InvalidOperationException(),
    };

    private static JsonObject Plan(SetPlan plan) => new()
    {
        ["partition"] = plan.Partition,
        ["size"] = plan.StorageSize.ToString(),
        ["policy"] = plan.PodManagementPolicy,
        ["whenScaled"] = plan.WhenScaled,
    };

    private static JsonArray Removals(IEnumerable<PodRemoval> removals) =>
        new([.. removals.Select(pod => (JsonNode)new JsonObject { ["name"] = pod.Name, ["gently"] = pod.Gently })]);

    private static JsonNode? List<T>(IReadOnlyList<T>? items)
        where T : class, IResource<T> =>
        items is null ? null : new JsonArray([.. items.Select(item => JsonSerializer.SerializeToNode(item, T.Json))]);

    private ApplyReport Report() => new([.. (_moment["report"] as JsonArray ?? []).Select(entry => Outcome(entry!.AsObject()))]);

    private static ChildOutcome Outcome(JsonObject entry)
    {
        var (kind, name) = (entry["kind"]!.GetValue<string>(), entry["name"]!.GetValue<string>());
        return entry["result"]!.GetValue<string>() switch
        {
            "Created" => new ChildOutcome.Created(kind, name),
            "Updated" => new ChildOutcome.Updated(kind, name, ""),
            "Refused" => new ChildOutcome.Refused(kind, name, "Invalid", entry["message"]!.GetValue<string>()),
            var other => throw new InvalidOperationException($"Unknown result {other}."),
        };
    }

    private static string Serving(IReadOnlyList<JsonObject> given) => Single<CounterApp>(given)!.Status?.Rollout?.BlueGreen?.Serving ?? Colour.Blue;

    private static StatefulSet? SetOf(IReadOnlyList<JsonObject> given, string colour) =>
        All<StatefulSet>(given).FirstOrDefault(set => set.Metadata.Name == Names.StatefulSet(Single<CounterApp>(given)!.Metadata.Name ?? "", colour));

    private static string? Kind(JsonObject document) => document["kind"]?.GetValue<string>();

    private static T? Single<T>(IReadOnlyList<JsonObject> given)
        where T : class, IResource<T> => All<T>(given) is [var first, ..] ? first : null;

    private static IReadOnlyList<T> All<T>(IReadOnlyList<JsonObject> given)
        where T : class, IResource<T> =>
        [.. given.Where(document => Kind(document) == T.Type.Kind).Select(document => document.Deserialize(T.Json)!)];
}
