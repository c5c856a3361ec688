namespace Operator.Api;

/// <summary>Annotations of the operator: the only place where they are spelled.</summary>
public static class Annotations
{
    /// <summary>On a child: a hash of all that the operator said about it last. It tells when the operator has ceased to say something.</summary>
    public const string Applied = "counterapp.io/applied";

    /// <summary>On a CounterApp: the UID of the StatefulSet that is being replaced without stopping its pods.</summary>
    public const string Replacing = "counterapp.io/replacing";

    /// <summary>On a CounterApp, as a finalizer: holds its deletion while its pods have no set that garbage collection could find them by.</summary>
    public const string ReplacingFinalizer = "counterapp.io/replacing";
}
