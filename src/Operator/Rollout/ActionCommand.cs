using Operator.Observe;

namespace Operator.Rollout;

/// <summary>The command by which a person acts on a rollout, ready to be copied.</summary>
internal static class ActionCommand
{
    public static string Of(Observed observed, string annotation, string value) =>
        $"kubectl annotate counterapp {observed.Name} -n {observed.Namespace} {annotation}={value}";
}
