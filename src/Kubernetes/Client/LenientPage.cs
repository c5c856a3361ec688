using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Kubernetes.Models;

namespace Kubernetes.Client;

/// <summary>A page of a list, read object by object: those that fit the model, and beside them those that do not.</summary>
internal sealed record LenientPage<T>(ResourceList<T> Page, IReadOnlyList<UnreadableObject> Unreadable)
    where T : class, IResource<T>
{
    public static JsonTypeInfo<LenientPage<T>> Json(JsonTypeInfo<T> one) =>
        JsonMetadataServices.CreateValueInfo<LenientPage<T>>(new JsonSerializerOptions(KubernetesJson.Default.Options), new Converter(one));

    private sealed class Converter(JsonTypeInfo<T> one) : JsonConverter<LenientPage<T>>
    {
        public override LenientPage<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            using var document = JsonDocument.ParseValue(ref reader);
            var frame = document.RootElement.Deserialize(KubernetesJson.Default.PartialObjectMetadata);
            var meta = document.RootElement.GetProperty("metadata").Deserialize(KubernetesJson.Default.ListMeta);
            var (read, unreadable) = (new List<T>(), new List<UnreadableObject>());
            foreach (var item in document.RootElement.GetProperty("items").EnumerateArray())
            {
                if (LenientObject.Read(item, one, out var problem) is { } obj) read.Add(obj);
                else unreadable.Add(problem!);
            }

            return new(new() { ApiVersion = frame?.ApiVersion, Kind = frame?.Kind, Metadata = meta!, Items = read }, unreadable);
        }

        public override void Write(Utf8JsonWriter writer, LenientPage<T> value, JsonSerializerOptions options) => throw new NotSupportedException("A page is only ever read.");
    }
}
