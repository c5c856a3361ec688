namespace LocalCluster.Controllers.StatefulSets.Planning;

/// <summary>One thing that the controller does for a set.</summary>
internal abstract record SetAction
{
    private SetAction()
    {
    }

    /// <summary>Creates the claims of an ordinal that are missing, then its pod.</summary>
    internal sealed record CreatePod(int Ordinal, string Revision) : SetAction;

    /// <summary>Deletes a pod, this very one: a newer pod of the same name is left alone.</summary>
    internal sealed record DeletePod(PodFacts Pod) : SetAction;

    /// <summary>Creates the missing claims of a pod that waits for them and gives them their owners.</summary>
    internal sealed record CompleteClaims(PodFacts Pod) : SetAction;

    /// <summary>Puts name label, volumes and claim owners back to what the set gives to this ordinal.</summary>
    internal sealed record RepairPod(PodFacts Pod) : SetAction;

    /// <summary>Hands the claims of a pod that is about to be scaled away to their owner by the retention policy.</summary>
    internal sealed record HandOverClaims(PodFacts Pod) : SetAction;
}
