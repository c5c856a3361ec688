using Kubernetes.Models.Apps;
using LocalCluster.Controllers.Recording;
using LocalCluster.Controllers.StatefulSets.Pods;

namespace LocalCluster.Controllers.StatefulSets;

/// <summary>What the controller tells about a set, in upstream's words.</summary>
internal sealed class SetEvents(EventRecorder recorder)
{
    public void PodDone(StatefulSet set, string verb, string pod) =>
        recorder.Normal(Reporter.StatefulSets, set, $"Successful{Title(verb)}", $"{verb} Pod {pod} in StatefulSet {set.Metadata.Name} successful");

    public void PodFailed(StatefulSet set, string verb, string pod, string error) => recorder.Warning(
        Reporter.StatefulSets, set, $"Failed{Title(verb)}", $"{verb} Pod {pod} in StatefulSet {set.Metadata.Name} failed error: {error}");

    public void ClaimCreated(StatefulSet set, string claim, int ordinal) => recorder.Normal(
        Reporter.StatefulSets, set, "SuccessfulCreate", $"create Claim {claim} Pod {PodOf(set, ordinal)} in StatefulSet {set.Metadata.Name} success");

    public void ClaimFailed(StatefulSet set, string claim, int ordinal, string error) => recorder.Warning(
        Reporter.StatefulSets,
        set,
        "FailedCreate",
        $"create Claim {claim} for Pod {PodOf(set, ordinal)} in StatefulSet {set.Metadata.Name} failed error: {error}");

    public void ConflictingController(StatefulSet set, string claim) => recorder.Warning(
        Reporter.StatefulSets,
        set,
        "ConflictingController",
        $"PersistentVolumeClaim {claim} has a conflicting OwnerReference that acts as a managing controller, "
        + "the retention policy is ignored for this claim");

    private static string PodOf(StatefulSet set, int ordinal) => PodIdentity.PodName(set.Metadata.Name ?? "", ordinal);

    private static string Title(string verb) => char.ToUpperInvariant(verb[0]) + verb[1..];
}
