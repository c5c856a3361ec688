using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Resources;

namespace LocalCluster.ApiServer.Writes;

/// <summary>What a deletion does to an object, decided from the object and the options alone.</summary>
internal abstract record DeletionPlan
{
    private const string OrphanFinalizer = "orphan";
    private const string ForegroundFinalizer = "foregroundDeletion";

    /// <summary>It is already on its way, and this request makes no difference.</summary>
    internal sealed record Nothing : DeletionPlan;

    /// <summary>Gone now; a pod's last state carries the deletion's stamp.</summary>
    internal sealed record RemoveAtOnce(Mark? Stamp) : DeletionPlan;

    /// <summary>Stays, marked, with these finalizers and this grace.</summary>
    internal sealed record Mark(IReadOnlyList<string> Finalizers, long GraceSeconds) : DeletionPlan
    {
        public JsonObject Apply(JsonObject obj, ResourceDefinition resource, DateTimeOffset now)
        {
            var metadata = obj.Metadata();
            if (Finalizers.Count > 0)
                metadata["finalizers"] = new JsonArray([.. Finalizers.Select(one => (JsonNode)one)]);
            else
                metadata.Remove("finalizers");
            if (!obj.IsTerminating() && obj.Generation() > 0)
                metadata["generation"] = obj.Generation() + 1;
            if (!obj.IsTerminating() || obj.Number("metadata", "deletionGracePeriodSeconds") != GraceSeconds)
                metadata["deletionTimestamp"] = ObjectMeta.Time(now.AddSeconds(GraceSeconds));
            metadata["deletionGracePeriodSeconds"] = GraceSeconds;
            if (resource.StorageKey == "namespaces")
                obj.ObjectOrNew("status")["phase"] = "Terminating";
            return obj;
        }
    }

    public static DeletionPlan Of(ResourceDefinition resource, JsonObject obj, DeleteOptions options)
    {
        var grace = resource.StorageKey == "pods" ? PodGrace(obj, options) : 0;
        var finalizers = Propagate(obj, options.PropagationPolicy);
        var held = finalizers.Count > 0 || (resource.StorageKey == "namespaces" && obj.Array("spec", "finalizers") is { Count: > 0 });
        if (obj.IsTerminating())
            return Again(obj, finalizers, grace, held);
        if (grace > 0 || held)
            return new Mark(finalizers, grace);
        return new RemoveAtOnce(resource.StorageKey == "pods" ? new Mark([], 0) : null);
    }

    /// <summary>Asked a second time: the grace may only become shorter.</summary>
    private static DeletionPlan Again(JsonObject obj, IReadOnlyList<string> finalizers, long grace, bool held)
    {
        var left = obj.Number("metadata", "deletionGracePeriodSeconds") ?? 0;
        var shorter = Math.Min(left, grace);
        if (shorter == 0 && !held)
            return new RemoveAtOnce(new Mark([], 0));
        return shorter < left || !finalizers.SequenceEqual(obj.Finalizers()) ? new Mark(finalizers, shorter) : new Nothing();
    }

    /// <summary>A pod that never got to a node, or that is finished, needs no grace.</summary>
    private static long PodGrace(JsonObject pod, DeleteOptions options)
    {
        var asked = options.GracePeriodSeconds ?? pod.Number("spec", "terminationGracePeriodSeconds") ?? 30;
        if (pod.Text("spec", "nodeName") is null or "" || pod.Text("status", "phase") is "Failed" or "Succeeded")
            return 0;
        return Math.Max(asked, 0);
    }

    private static List<string> Propagate(JsonObject obj, string? policy)
    {
        List<string> finalizers = [.. obj.Finalizers()];
        if (policy is null)
            return finalizers;
        finalizers.RemoveAll(one => one is OrphanFinalizer or ForegroundFinalizer);
        if (policy == "Orphan")
            finalizers.Add(OrphanFinalizer);
        if (policy == "Foreground")
            finalizers.Add(ForegroundFinalizer);
        return finalizers;
    }
}
