using Kubernetes.Models.Apps;
using Kubernetes.Models.Core;
using Operator.Api;

namespace Operator.Observe;

/// <summary>
/// Everything that later stages may know about an app: one snapshot, taken once, never changed. Two snapshots are never compared: a stage
/// asks what is, not what happened.
/// </summary>
internal sealed record Observed
{
    public required CounterApp App { get; init; }

    /// <summary>The colour that serves: all that is said of set and pods here is about it.</summary>
    public string Serving { get; init; } = Colour.Blue;

    /// <summary>The app's own StatefulSet. Null when there is none, or when its name is taken by somebody else's.</summary>
    public StatefulSet? Set { get; init; }

    /// <summary>The other colour.</summary>
    public ObservedColour Beside { get; init; } = new() { Colour = Colour.Green };

    /// <summary>The Service that users call.</summary>
    public Service? Service { get; init; }

    /// <summary>The headless Service.</summary>
    public Service? PodsService { get; init; }

    /// <summary>The pods of the colour that serves by ordinal, those without a set among them.</summary>
    public IReadOnlyList<ObservedPod> Pods { get; init; } = [];

    /// <summary>The app's claims by ordinal, of both colours, those of pods that are scaled away among them.</summary>
    public IReadOnlyList<ObservedClaim> Claims { get; init; } = [];

    /// <summary>Objects of others that stand where a child of the app belongs.</summary>
    public IReadOnlyList<NameClash> Clashes { get; init; } = [];

    /// <summary>Services of the app beside those two: the preview of a rollout, and what no stage asks for any more.</summary>
    public IReadOnlyList<Service> OtherServices { get; init; } = [];

    /// <summary>What each volume whose pod answered counts, by claim.</summary>
    public IReadOnlyDictionary<string, VolumeCount> Visits { get; init; } = new Dictionary<string, VolumeCount>();

    /// <summary>Measurements that were due and have been taken.</summary>
    public IReadOnlyList<Measurement> Measurements { get; init; } = [];

    public string Name => App.Metadata.Name ?? "";

    public string Namespace => App.Metadata.Namespace ?? "";

    public bool IsBeingDeleted => App.Metadata.DeletionTimestamp is not null;

    /// <summary>The pod template that the serving pods keep or go back to; only looked up while a rollout is aborted, or runs beside them.</summary>
    public PodTemplateSpec? StableTemplate { get; init; }

    public string? Annotation(string name) => App.Metadata.Annotations?.GetValueOrDefault(name);

    /// <summary>The value of an annotation that a person has set and that has not been acted on yet.</summary>
    public string? Pending(string annotation) =>
        Annotation(annotation) is { } value && App.Status?.HandledActions?.Any(action => action.Annotation == annotation && action.Value == value) != true
            ? value
            : null;

    /// <summary>The operator's annotations that have not been acted on yet, by name.</summary>
    public IReadOnlyList<string> PendingActions =>
        [.. (App.Metadata.Annotations ?? new Dictionary<string, string>()).Keys.Where(IsAction).Where(name => Pending(name) is not null).Order(StringComparer.Ordinal)];

    /// <summary>Annotations that have been acted on and can go.</summary>
    public IReadOnlyList<string> SpentActions => [.. Annotations.Actions.Where(name => Annotation(name) is not null && Pending(name) is null)];

    /// <summary>The UID of the set that is being replaced while its pods run on.</summary>
    public string? Replacing => App.Metadata.Annotations?.GetValueOrDefault(Annotations.Replacing);

    /// <summary>The colour that does not serve, seen as if it were the app, with so many pods wanted.</summary>
    public Observed AsBeside(int replicas) => this with
    {
        App = App with { Spec = App.Spec with { Replicas = replicas } },
        Serving = Beside.Colour,
        Set = Beside.Set,
        Pods = Beside.Pods,
    };

    private static bool IsAction(string annotation) =>
        annotation.StartsWith(ApiGroup.Name + "/", StringComparison.Ordinal) && annotation is not (Annotations.Replacing or Annotations.Applied);
}
