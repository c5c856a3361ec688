using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Kubernetes.Models;
using Operator.Api.Definitions;

namespace Operator.Api;

/// <summary>A rollout, so that it can be resumed at every step from the status alone.</summary>
public sealed record RolloutStatus
{
    [Description("The strategy that is at work.")]
    public string? Strategy { get; init; }

    [Description("The revision that is rolled out.")]
    public string? Revision { get; init; }

    [Description("Stands for all that the spec asks of the pods: a rollout belongs to one such wish, and another wish begins another one.")]
    public string? Wish { get; init; }

    [Description("How far it has come, for example 1/3: pods of the new revision; 2 stopping: old pods of Recreate that have to be gone first; or 2/5 50%: steps of a canary and the share that it asks for.")]
    public string? Step { get; init; }

    [Description("How many steps of a canary are done.")]
    public int? StepIndex { get; init; }

    [Description("How many steps a canary has.")]
    public int? StepCount { get; init; }

    [Description("Percentage that the new revision is to have now.")]
    public int? Weight { get; init; }

    [Description("Percentage of the pods that run the new revision.")]
    public int? ActualWeight { get; init; }

    [Description("Since when it waits in a pause.")]
    [JsonConverter(typeof(TimeConverter))]
    public DateTimeOffset? PausedSince { get; init; }

    [Description("When the pause ends by itself. Without it a person ends it.")]
    [JsonConverter(typeof(TimeConverter))]
    public DateTimeOffset? PausedUntil { get; init; }

    [Description("The colours of an app that has used a second one.")]
    public BlueGreenStatus? BlueGreen { get; init; }

    [Description("Why it was aborted: all pods go back to the stable revision, until the spec changes or somebody sets counterapp.io/retry.")]
    public string? AbortReason { get; init; }

    [Description("What the analyses of the rollout have measured.")]
    public IReadOnlyList<AnalysisTally>? Analysis { get; init; }

    [Description("What each volume had counted when it began; kept where an analysis asks for lost visits.")]
    [KeyedBy("claim")]
    public IReadOnlyList<VolumeVisits>? Volumes { get; init; }

    [Description("Name of the gate that holds it, as in docs/rollout-gates.md.")]
    public string? Gate { get; init; }

    [Description("When it began.")]
    [JsonConverter(typeof(TimeConverter))]
    public DateTimeOffset? StartedAt { get; init; }

    [Description("When it last came a step further; progressDeadlineSeconds counts from here.")]
    [JsonConverter(typeof(TimeConverter))]
    public DateTimeOffset? LastProgressAt { get; init; }

    [Description("When it was complete.")]
    [JsonConverter(typeof(TimeConverter))]
    public DateTimeOffset? CompletedAt { get; init; }

    [Description("Pods that cannot start, and why.")]
    [KeyedBy("name")]
    public IReadOnlyList<StuckPod>? StuckPods { get; init; }
}
