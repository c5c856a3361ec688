using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Admission.Pods;

/// <summary>What may change in a pod's spec: images, a deadline that gets shorter, tolerations that are added. Nothing else.</summary>
internal static class PodUpdates
{
    private const string Refusal =
        "pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)";

    private static readonly string[] TolerationFields = ["key", "operator", "value", "effect"];

    public static IEnumerable<FieldError> Validate(JsonObject obj, JsonObject old)
    {
        var (after, before) = (obj.Object("spec") ?? [], old.Object("spec") ?? []);
        foreach (var list in new[] { "containers", "initContainers" })
        {
            if (after.Items(list).Count() == before.Items(list).Count())
                continue;
            yield return FieldError.Forbidden($"spec.{list}", "pod updates may not add or remove containers");
            yield break;
        }

        foreach (var error in Deadline(after, before).Concat(Tolerations(after, before)).Concat(Gates(after, before)))
            yield return error;
        var wished = WithWhatMayChange(after, before);
        if (!JsonNode.DeepEquals(wished, before))
            yield return FieldError.Forbidden("spec", Refusal + PodDifference.Text(before, wished));
    }

    private static IEnumerable<FieldError> Deadline(JsonObject after, JsonObject before)
    {
        var (now, then) = (after.Number("activeDeadlineSeconds"), before.Number("activeDeadlineSeconds"));
        if (then is { } was && now is { } wished && wished > was)
            yield return FieldError.Invalid("spec.activeDeadlineSeconds", wished, "must be less than or equal to previous value");
        else if (then is not null && now is null)
            yield return FieldError.Invalid("spec.activeDeadlineSeconds", null, "must not update from a positive integer to nil value");
    }

    private static IEnumerable<FieldError> Tolerations(JsonObject after, JsonObject before)
    {
        var now = after.Items("tolerations").ToList();
        var lost = before.Items("tolerations").Any(one => !now.Any(other => SameButSeconds(one, other)));
        if (lost)
            yield return FieldError.Forbidden("spec.tolerations", "existing toleration can not be modified except its tolerationSeconds");
    }

    private static IEnumerable<FieldError> Gates(JsonObject after, JsonObject before) =>
        from gate in after.Items("schedulingGates").Select((one, index) => (Name: one.Text("name") ?? "", Index: index))
        where before.Items("schedulingGates").All(one => one.Text("name") != gate.Name)
        select FieldError.Forbidden($"spec.schedulingGates[{gate.Index}].name", $"only deletion is allowed, but found new scheduling gate '{gate.Name}'");

    private static bool SameButSeconds(JsonObject a, JsonObject b) =>
        TolerationFields.All(field => (a.Text(field) ?? "") == (b.Text(field) ?? ""));

    /// <summary>The new spec, with the old one's values where a change is allowed.</summary>
    private static JsonObject WithWhatMayChange(JsonObject spec, JsonObject old)
    {
        var copy = spec.DeepClone().AsObject();
        foreach (var field in new[] { "activeDeadlineSeconds", "tolerations", "schedulingGates" })
            Take(copy, old, field);
        if (old.Number("terminationGracePeriodSeconds") < 0 && copy.Number("terminationGracePeriodSeconds") == 1)
            Take(copy, old, "terminationGracePeriodSeconds");
        foreach (var list in new[] { "containers", "initContainers" })
        {
            foreach (var (container, before) in copy.Items(list).Zip(old.Items(list)))
                Take(container, before, "image");
        }

        return copy;
    }

    private static void Take(JsonObject to, JsonObject from, string field)
    {
        if (from[field] is { } value)
            to[field] = value.DeepClone();
        else
            to.Remove(field);
    }
}
