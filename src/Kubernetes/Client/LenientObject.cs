using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Kubernetes.Models;
using Kubernetes.Models.Meta;

namespace Kubernetes.Client;

/// <summary>Reads an object that need not fit its model, as long as it has a name by which to speak of it.</summary>
internal static class LenientObject
{
    /// <summary>The object, or null and what is wrong with it.</summary>
    /// <exception cref="JsonException">It is no object of the API at all.</exception>
    public static T? Read<T>(JsonElement element, JsonTypeInfo<T> json, out UnreadableObject? problem)
        where T : class
    {
        problem = null;
        try
        {
            return element.Deserialize(json) ?? throw new JsonException("An object is null.");
        }
        catch (Exception e) when (DoesNotFit(e))
        {
            problem = Problem(element.Deserialize(KubernetesJson.Default.PartialObjectMetadata)?.Metadata, e) ?? throw new JsonException(e.Message, e);
            return null;
        }
    }

    /// <summary>What is wrong with an object that could not be read from here; null when it is no object of the API at all.</summary>
    public static UnreadableObject? Explain(Utf8JsonReader reader, Exception error)
    {
        try
        {
            return Problem(JsonSerializer.Deserialize(ref reader, KubernetesJson.Default.PartialObjectMetadata)?.Metadata, error);
        }
        catch (Exception e) when (DoesNotFit(e))
        {
            return null;
        }
    }

    /// <summary>Text of a broken encoding is an <see cref="InvalidOperationException"/> to the reader; a number that is too large may be a format to a converter.</summary>
    public static bool DoesNotFit(Exception error) => error is JsonException or InvalidOperationException or FormatException or OverflowException;

    private static UnreadableObject? Problem(ObjectMeta? metadata, Exception error) =>
        metadata is { Name.Length: > 0 } ? new UnreadableObject(metadata with { ManagedFields = null }, error.Message) : null;
}
