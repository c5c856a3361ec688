using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Kubernetes.Models.Meta;
using Operator.Api.Definitions;

namespace Operator.Api;

/// <summary>What is, as the operator saw it last.</summary>
public sealed record CounterAppStatus
{
    [Description("Generation of the spec that this status speaks of.")]
    public long? ObservedGeneration { get; init; }

    [Description("Pending, Progressing, Paused, Healthy or Degraded.")]
    [AllowedValues(AppPhase.Pending, AppPhase.Progressing, AppPhase.Paused, AppPhase.Healthy, AppPhase.Degraded)]
    public string? Phase { get; init; }

    [Description("One sentence: what the app waits for, and what moves it.")]
    public string? Message { get; init; }

    [Description("Ready pods of all pods that are wanted, for example 2/2.")]
    public string? Ready { get; init; }

    [Description("Pods that exist.")]
    public int? Replicas { get; init; }

    [Description("Pods that are ready.")]
    public int? ReadyReplicas { get; init; }

    [Description("Pods that have been ready for minReadySeconds.")]
    public int? AvailableReplicas { get; init; }

    [Description("Pods of the revision that the app moves to.")]
    public int? UpdatedReplicas { get; init; }

    [Description("Label selector of the pods, for the scale subresource.")]
    public string? Selector { get; init; }

    [Description("The last revision that all pods ran and were ready with.")]
    public string? StableRevision { get; init; }

    [Description("The revision that the pods run or move to.")]
    public string? UpdateRevision { get; init; }

    [Description("Port on every node at which the app answers.")]
    public int? NodePort { get; init; }

    [Description("Visits counted on all volumes. Refreshed at most every 30 seconds.")]
    public long? Visits { get; init; }

    [Description("The last known count of each volume.")]
    [KeyedBy("claim")]
    public IReadOnlyList<VolumeVisits>? Volumes { get; init; }

    [Description("The rollout that is going on, or the last one.")]
    public RolloutStatus? Rollout { get; init; }

    [Description("Annotations that have been acted on. Each is taken off the object, and then leaves this list.")]
    [KeyedBy("annotation")]
    public IReadOnlyList<HandledAction>? HandledActions { get; init; }

    [Description("How many times counterapp.io/restart has been acted on. The pods carry the number.")]
    public int? Restarts { get; init; }

    [Description("Available, Progressing, StorageReady, TrafficReady and Ready.")]
    [KeyedBy("type")]
    public IReadOnlyList<Condition>? Conditions { get; init; }
}
