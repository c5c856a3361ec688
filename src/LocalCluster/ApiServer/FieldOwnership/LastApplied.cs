using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.FieldOwnership;

/// <summary>
/// The way from client-side to server-side apply: for the manager <c>kubectl</c> the annotation that <c>kubectl apply</c> leaves says what
/// was its own all along, and it is kept up to date.
/// </summary>
internal static class LastApplied
{
    private const string Annotation = "kubectl.kubernetes.io/last-applied-configuration";

    /// <summary>Whether all conflicts are about fields that the annotation shows to be kubectl's own.</summary>
    public static bool Allows(JsonObject live, FieldOwner manager, ObjectComparison changes, FieldType type, ManagedFields managed)
    {
        if (manager.Manager != "kubectl" || Read(live) is not { } last || !JsonEquality.Same(last["apiVersion"], live["apiVersion"]))
            return false;
        var difference = ObjectComparison.Of(last, live, type);
        var own = FieldSetReader.Read(last, type).Difference(difference.Modified).Difference(difference.Added).Difference(difference.Removed);
        var changed = changes.Modified.Union(changes.Added);
        return managed.Managers.Where(m => m != manager).All(m => managed.SetOf(m)!.Intersection(changed).Difference(own).IsEmpty);
    }

    public static void Refresh(JsonObject merged, JsonObject applied, FieldOwner manager)
    {
        if (manager.Manager != "kubectl" || merged["metadata"]?["annotations"] is not JsonObject annotations || !annotations.ContainsKey(Annotation))
            return;
        var copy = applied.DeepClone().AsObject();
        (copy["metadata"]?["annotations"] as JsonObject)?.Remove(Annotation);
        annotations[Annotation] = GoText.Json(copy) + "\n";
    }

    private static JsonObject? Read(JsonObject live)
    {
        try
        {
            return live["metadata"]?["annotations"]?[Annotation] is JsonValue value ? JsonNode.Parse(value.GetValue<string>()) as JsonObject : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
