using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Typed;

/// <summary>The metadata of a custom object has the types that it has everywhere, whatever its definition says.</summary>
internal static class MetadataTypes
{
    /// <exception cref="TypeMismatchException">A value does not fit.</exception>
    public static void Check(JsonObject obj)
    {
        switch (obj["metadata"])
        {
            case null:
                return;
            case JsonObject metadata:
                TypedDecoder.Decode(metadata.DeepClone().AsObject(), BuiltInSchemas.ObjectMeta);
                return;
            case var other:
                throw new TypeMismatchException($"json: cannot unmarshal {TypedPath.Kind(other)} into Go value of type v1.ObjectMeta");
        }
    }
}
