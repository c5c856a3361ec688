namespace Operator.Rollout;

/// <summary>The steps of replacing a StatefulSet without stopping its pods, in order. Each can be repeated; none relies on memory.</summary>
internal enum ReplaceStep
{
    /// <summary>Write the UID of the old set on the app, and hold the app's deletion: a person can see what is going on, and no pod is left behind.</summary>
    Announce,

    /// <summary>Switch the set's claim retention to Retain, so that its end takes no claim along.</summary>
    KeepClaims,

    /// <summary>Wait until the StatefulSet controller has taken note of that.</summary>
    AwaitController,

    /// <summary>Delete the set, and only it, under the condition that it still is the announced one.</summary>
    Orphan,

    /// <summary>Create the set anew. Its controller adopts the pods.</summary>
    Recreate,

    /// <summary>Wait until every pod belongs to the new set.</summary>
    AwaitAdoption,

    /// <summary>Take the announcement back.</summary>
    Conclude,
}
