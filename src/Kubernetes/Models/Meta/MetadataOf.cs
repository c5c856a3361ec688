using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Kubernetes.Models.Meta;

/// <summary>
/// Objects of a kind of which only the metadata is wanted: <c>ListAsync&lt;MetadataOf&lt;Pod&gt;&gt;</c>, and watches and caches alike. The server
/// leaves out the rest (PartialObjectMetadata) and the client the managed fields, so a list costs a fraction. To be read, not written: a write needs the whole object.
/// </summary>
public sealed record MetadataOf<T> : IResource<MetadataOf<T>>
    where T : class, IResource<T>
{
    private static readonly JsonTypeInfo<MetadataOf<T>> OneJson =
        JsonMetadataServices.CreateValueInfo<MetadataOf<T>>(new JsonSerializerOptions(KubernetesJson.Default.Options), new OneConverter());

    private static readonly JsonTypeInfo<ResourceList<MetadataOf<T>>> ManyJson =
        JsonMetadataServices.CreateValueInfo<ResourceList<MetadataOf<T>>>(new JsonSerializerOptions(KubernetesJson.Default.Options), new ManyConverter());

    private readonly PartialObjectMetadata _partial;

    private MetadataOf(PartialObjectMetadata partial) => _partial = partial with { Metadata = partial.Metadata with { ManagedFields = null } };

    static ResourceType IResource<MetadataOf<T>>.Type => T.Type;

    static bool IResource<MetadataOf<T>>.MetadataOnly => true;

    static JsonTypeInfo<MetadataOf<T>> IResource<MetadataOf<T>>.Json => OneJson;

    static JsonTypeInfo<ResourceList<MetadataOf<T>>> IResource<MetadataOf<T>>.ListJson => ManyJson;

    public string? ApiVersion => _partial.ApiVersion;

    public string? Kind => _partial.Kind;

    public ObjectMeta Metadata => _partial.Metadata;

    private sealed class OneConverter : JsonConverter<MetadataOf<T>>
    {
        public override MetadataOf<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(JsonSerializer.Deserialize(ref reader, KubernetesJson.Default.PartialObjectMetadata) ?? new());

        public override void Write(Utf8JsonWriter writer, MetadataOf<T> value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value._partial, KubernetesJson.Default.PartialObjectMetadata);
    }

    private sealed class ManyConverter : JsonConverter<ResourceList<MetadataOf<T>>>
    {
        public override ResourceList<MetadataOf<T>> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var list = JsonSerializer.Deserialize(ref reader, KubernetesJson.Default.ResourceListPartialObjectMetadata) ?? new();
            return new() { ApiVersion = list.ApiVersion, Kind = list.Kind, Metadata = list.Metadata, Items = [.. list.Items.Select(item => new MetadataOf<T>(item))] };
        }

        public override void Write(Utf8JsonWriter writer, ResourceList<MetadataOf<T>> value, JsonSerializerOptions options) =>
            throw new NotSupportedException("A list of metadata is only ever read.");
    }
}
