using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Admission.Workloads;

/// <summary>
/// The counts in the status of a workload. <paramref name="Counts"/> are not negative, <paramref name="Parts"/> not greater than all the
/// replicas, and no more are available than ready.
/// </summary>
internal sealed record ReplicaCounts(string[] Counts, string[] Parts, string Ready)
{
    public IEnumerable<FieldError> Validate(JsonObject obj, JsonObject old)
    {
        var (status, before) = (obj.Object("status") ?? [], old.Object("status") ?? []);
        foreach (var error in Counts.SelectMany(field => Checks.NonNegative(status[field], $"status.{field}")))
            yield return error;
        foreach (var field in Parts.Where(field => Of(status, field) > Of(status, "replicas")))
            yield return FieldError.Invalid($"status.{field}", Of(status, field), "cannot be greater than status.replicas");
        if (Of(status, "availableReplicas") > Of(status, "readyReplicas"))
            yield return FieldError.Invalid("status.availableReplicas", Of(status, "availableReplicas"), $"cannot be greater than {Ready}");
        if (Of(status, "collisionCount") < Of(before, "collisionCount"))
            yield return FieldError.Invalid("status.collisionCount", Of(status, "collisionCount"), "cannot be decremented");
    }

    private static long Of(JsonObject status, string field) => status.Number(field) ?? 0;
}
