namespace Operator.Rollout;

/// <summary>What a person's <c>counterapp.io/promote</c> asks for.</summary>
internal enum Promotion
{
    None,

    /// <summary>The wait that holds the rollout now is over.</summary>
    Next,

    /// <summary>All steps that are left are skipped.</summary>
    Full,
}
