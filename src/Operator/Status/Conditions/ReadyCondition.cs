using Kubernetes.Models.Meta;
using Operator.Api;

namespace Operator.Status.Conditions;

/// <summary>The summary: all is as asked for, and serves. This is what <c>kubectl wait --for=condition=Ready</c> waits for.</summary>
internal static class ReadyCondition
{
    public static Condition Of(StatusInput input, Headline headline) =>
        ConditionText.Make(input, ConditionType.Ready, IsReady(input, headline), headline.Reason, headline.Message);

    /// <summary>A paused app is ready when its pods are: pausing takes nothing away.</summary>
    private static bool IsReady(StatusInput input, Headline headline) =>
        headline.Phase == AppPhase.Healthy
        || (headline.Phase == AppPhase.Paused && input.State.IsSettled && TrafficReadyCondition.Of(input).Status == "True");
}
