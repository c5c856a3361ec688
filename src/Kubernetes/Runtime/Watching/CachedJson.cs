using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Kubernetes.Models.Meta;

namespace Kubernetes.Runtime.Watching;

/// <summary>
/// How a cache reads objects: without <c>metadata.managedFields</c>, which can be larger than the rest and which no controller looks at.
/// </summary>
internal static class CachedJson
{
    public static JsonTypeInfo<TAny> Of<TAny>(JsonTypeInfo<TAny> full)
    {
        // A kind that reads itself, such as metadata alone, leaves the fields out by itself.
        if (full.Kind == JsonTypeInfoKind.None) return full;
        var resolver = full.Options.TypeInfoResolver ?? throw new InvalidOperationException($"{typeof(TAny)} has no JSON context.");
        var options = new JsonSerializerOptions(full.Options) { TypeInfoResolver = resolver.WithAddedModifier(SkipManagedFields) };
        return (JsonTypeInfo<TAny>)options.GetTypeInfo(typeof(TAny));
    }

    private static void SkipManagedFields(JsonTypeInfo info)
    {
        if (info.Type != typeof(ObjectMeta)) return;
        foreach (var property in info.Properties)
        {
            if (property.PropertyType == typeof(IReadOnlyList<ManagedFieldsEntry>)) property.CustomConverter = new Skipping();
        }
    }

    private sealed class Skipping : JsonConverter<IReadOnlyList<ManagedFieldsEntry>>
    {
        public override IReadOnlyList<ManagedFieldsEntry>? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            // Skip would refuse a reader that has only part of the body; the serializer has made sure that it has all of the value.
            return reader.TrySkip() ? null : throw new JsonException("The value is cut off.");
        }

        public override void Write(Utf8JsonWriter writer, IReadOnlyList<ManagedFieldsEntry> value, JsonSerializerOptions options) => writer.WriteNullValue();
    }
}
