using System.Text.Json.Nodes;

namespace LocalCluster.ApiServer.Objects;

/// <summary>An object without all but its metadata.</summary>
internal static class PartialMetadata
{
    public static JsonObject Of(JsonObject obj) => new()
    {
        ["kind"] = "PartialObjectMetadata",
        ["apiVersion"] = "meta.k8s.io/v1",
        ["metadata"] = obj.Metadata().DeepClone(),
    };
}
