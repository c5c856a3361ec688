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

    /// <summary>The same from the text of a stored object, without reading what is left out or what stays as it is.</summary>
    public static byte[] Of(ReadOnlySpan<byte> stored)
    {
        var reader = ObjectText.Read(stored);
        ObjectText.Seek(ref reader, "metadata"u8);
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return [.. """{"kind":"PartialObjectMetadata","apiVersion":"meta.k8s.io/v1","metadata":"""u8, .. stored[start..(int)reader.BytesConsumed], (byte)'}'];
    }
}
