namespace Operator.Api.Definitions;

/// <summary>What becomes of running pods when a field of the spec changes.</summary>
public enum ChangeEffect
{
    /// <summary>No pod restarts.</summary>
    KeepsPods,

    /// <summary>Every pod is replaced, as the update strategy says.</summary>
    RollsPods,

    /// <summary>The API server refuses the change.</summary>
    Refused,
}
