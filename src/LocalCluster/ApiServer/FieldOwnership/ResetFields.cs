using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.FieldOwnership;

/// <summary>
/// Fields that a write through an endpoint cannot change and nobody comes to own by it: the status through the main resource, everything
/// but the status through <c>/status</c>.
/// </summary>
internal static class ResetFields
{
    private static readonly FieldSet None = new();
    private static readonly FieldSet Status = FieldSet.Of(["status"]);
    private static readonly FieldSet Spec = FieldSet.Of(["spec"]);
    private static readonly FieldSet AllButStatus = FieldSet.Of(["metadata"], ["spec"]);

    /// <summary>What a kind with a status subresource resets; <paramref name="hasStatus"/> is false for custom kinds without one.</summary>
    public static FieldSet Of(Schema schema, string? subresource, bool hasStatus) => subresource switch
    {
        null or "" => hasStatus ? Status : None,
        "status" => schema.Name is null ? AllButStatus : Spec,
        _ => None,
    };
}
