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

    [Description("How far it has come, for example 1/3: pods of the new revision, or steps of a canary.")]
    public string? Step { get; init; }

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
