using Kubernetes.Models.Meta;

namespace Operator.Status.Conditions;

/// <summary>Makes a condition. Its transition time moves only when its status does.</summary>
internal static class ConditionText
{
    public static Condition Make(StatusInput input, string type, bool holds, string reason, string message)
    {
        var status = holds ? "True" : "False";
        var before = input.Previous.Conditions?.FirstOrDefault(condition => condition.Type == type);
        return new Condition
        {
            Type = type,
            Status = status,
            Reason = reason,
            Message = message,
            ObservedGeneration = input.Observed.App.Metadata.Generation,
            LastTransitionTime = before?.Status == status ? before.LastTransitionTime : input.Now,
        };
    }
}
