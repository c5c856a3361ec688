namespace Operator.Api;

/// <summary>Annotations of the operator: the only place where they are spelled.</summary>
public static class Annotations
{
    /// <summary>On a child: a hash of all that the operator said about it last. It tells when the operator has ceased to say something.</summary>
    public const string Applied = "counterapp.io/applied";

    /// <summary>On the claims of the second colour while it serves: an app that is created anew over them goes on with that colour.</summary>
    public const string Serving = "counterapp.io/serving";

    /// <summary>On a CounterApp: the UID of the StatefulSet that is being replaced without stopping its pods.</summary>
    public const string Replacing = "counterapp.io/replacing";

    /// <summary>On a CounterApp, as a finalizer: holds its deletion while its pods have no set that garbage collection could find them by.</summary>
    public const string ReplacingFinalizer = "counterapp.io/replacing";

    /// <summary>On a CounterApp, set by a person or a tool: go on with the rollout. The value <c>full</c> skips all steps that are left.</summary>
    public const string Promote = "counterapp.io/promote";

    /// <summary>On a CounterApp, set by a person or a tool: go back to the stable revision.</summary>
    public const string Abort = "counterapp.io/abort";

    /// <summary>On a CounterApp, set by a person or a tool: try an aborted rollout again, from its first step.</summary>
    public const string Retry = "counterapp.io/retry";

    /// <summary>On a CounterApp, set by a person or a tool: replace all pods as updateStrategy says. On a pod: how many times that had happened when its template was made.</summary>
    public const string Restart = "counterapp.io/restart";

    /// <summary>The annotations that a person or a tool acts by.</summary>
    public static IReadOnlyList<string> Actions { get; } = [Promote, Abort, Retry, Restart];
}
