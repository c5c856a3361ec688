using System.Text.Json;
using System.Text.Json.Nodes;
using Kubernetes.Models;

namespace Kubernetes.Client;

/// <summary>A change to an object, in one of the three forms the API takes. Explicit nulls are sent: that is how a merge removes a field.</summary>
public abstract record Patch
{
    private Patch()
    {
    }

    public abstract string ContentType { get; }

    /// <summary>RFC 6902: a list of operations; a <c>test</c> operation guards the others.</summary>
    public static Patch Json(JsonArray operations) => new JsonPatch(operations);

    /// <summary>RFC 7396.</summary>
    public static Patch Merge(JsonObject patch) => new MergePatch(patch);

    /// <summary>Built-in kinds only: lists are merged by their keys.</summary>
    public static Patch StrategicMerge(JsonObject patch) => new StrategicMergePatch(patch);

    internal abstract ReadOnlyMemory<byte> ToUtf8();

    private static byte[] Utf8(JsonNode node) => JsonSerializer.SerializeToUtf8Bytes(node, KubernetesJson.Default.JsonNode);

    private sealed record JsonPatch(JsonArray Operations) : Patch
    {
        public override string ContentType => "application/json-patch+json";

        internal override ReadOnlyMemory<byte> ToUtf8() => Utf8(Operations);
    }

    private sealed record MergePatch(JsonObject Body) : Patch
    {
        public override string ContentType => "application/merge-patch+json";

        internal override ReadOnlyMemory<byte> ToUtf8() => Utf8(Body);
    }

    private sealed record StrategicMergePatch(JsonObject Body) : Patch
    {
        public override string ContentType => "application/strategic-merge-patch+json";

        internal override ReadOnlyMemory<byte> ToUtf8() => Utf8(Body);
    }
}
