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

    /// <summary>The app's own StatefulSet. Null when there is none, or when its name is taken by somebody else's.</summary>
    public StatefulSet? Set { get; init; }

    /// <summary>The Service that users call.</summary>
    public Service? Service { get; init; }

    /// <summary>The headless Service.</summary>
    public Service? PodsService { get; init; }

    /// <summary>The app's pods by ordinal, those without a set among them.</summary>
    public IReadOnlyList<ObservedPod> Pods { get; init; } = [];

    /// <summary>The app's claims by ordinal, those of pods that are scaled away among them.</summary>
    public IReadOnlyList<ObservedClaim> Claims { get; init; } = [];

    /// <summary>Objects of others that stand where a child of the app belongs.</summary>
    public IReadOnlyList<NameClash> Clashes { get; init; } = [];

    /// <summary>Children that carry the app's labels and owner, and that no stage asks for any more.</summary>
    public IReadOnlyList<Service> OtherServices { get; init; } = [];

    /// <summary>The count of each volume whose pod answered, by claim.</summary>
    public IReadOnlyDictionary<string, long> Visits { get; init; } = new Dictionary<string, long>();

    /// <summary>Measurements that were due and have been taken.</summary>
    public IReadOnlyList<Measurement> Measurements { get; init; } = [];

    public string Name => App.Metadata.Name ?? "";

    public string Namespace => App.Metadata.Namespace ?? "";

    public bool IsBeingDeleted => App.Metadata.DeletionTimestamp is not null;

    /// <summary>The pod template of the stable revision; only looked up while a rollout is aborted.</summary>
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

    private static bool IsAction(string annotation) =>
        annotation.StartsWith(ApiGroup.Name + "/", StringComparison.Ordinal) && annotation is not (Annotations.Replacing or Annotations.Applied);
}
