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

    /// <summary>Gone now; a pod is marked first, for all to see.</summary>
    internal sealed record RemoveAtOnce(Mark? Stamp) : DeletionPlan;

    /// <summary>Stays, marked, with these finalizers and this grace.</summary>
    internal sealed record Mark(IReadOnlyList<string> Finalizers, long GraceSeconds) : DeletionPlan
    {
        public JsonObject Apply(JsonObject obj, ResourceDefinition resource, DateTimeOffset now)
        {
            if (Finalizers.Count > 0)
                obj.Metadata()["finalizers"] = new JsonArray([.. Finalizers.Select(one => (JsonNode)one)]);
            else
                obj.Metadata().Remove("finalizers");
            resource.Rules.MarkDeleted(obj, GraceSeconds, now);
            return obj;
        }
    }

    public static DeletionPlan Of(ResourceDefinition resource, JsonObject obj, DeleteOptions options)
    {
        var grace = resource.Rules.DeletionGrace(obj, options);
        var finalizers = Propagate(obj, options.PropagationPolicy);
        var held = finalizers.Count > 0 || resource.Rules.OutlivesDeletion(obj);
        if (obj.IsTerminating())
            return Again(obj, finalizers, grace, held);
        if (grace > 0 || held)
            return new Mark(finalizers, grace);
        return new RemoveAtOnce(resource.Rules.StampsLastState ? new Mark([], 0) : null);
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
