using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Kubernetes.Models;
using Kubernetes.Models.Meta;

namespace Kubernetes.Client;

/// <summary>Reads one line of a watch: <c>{"type":"ADDED","object":{…}}</c>.</summary>
internal static class WatchLine
{
    private const string InitialEventsEnd = "k8s.io/initial-events-end";

    /// <summary>The event, or null for a blank line and for a type this client does not know.</summary>
    /// <exception cref="IOException">The line is not what a watch delivers.</exception>
    public static WatchEvent<T>? Parse<T>(ReadOnlySequence<byte> line, JsonTypeInfo<T> json)
    {
        line = WithoutMark(line);
        if (IsBlank(line)) return null;
        var reader = new Utf8JsonReader(line, new JsonReaderOptions { MaxDepth = JsonDepth.Most });
        try
        {
            var type = FindProperty(reader, "type"u8).GetString();
            var obj = FindProperty(reader, "object"u8);
            return type switch
            {
                "ADDED" or "MODIFIED" or "DELETED" => Change(type, obj, json),
                "BOOKMARK" => Bookmark<T>(Object(ref obj, KubernetesJson.Default.PartialObjectMetadata)),
                "ERROR" => new WatchEvent<T>.Failed(Object(ref obj, KubernetesJson.Default.ApiStatus)),
                _ => null,
            };
        }
        catch (Exception e) when (LenientObject.DoesNotFit(e))
        {
            throw new IOException($"A line of the watch stream is not an event: {e.Message}", e);
        }
    }

    private static WatchEvent<T> Change<T>(string type, Utf8JsonReader obj, JsonTypeInfo<T> json)
    {
        var whole = obj;
        try
        {
            var read = Object(ref obj, json);
            return type switch
            {
                "ADDED" => new WatchEvent<T>.Added(read),
                "MODIFIED" => new WatchEvent<T>.Modified(read),
                _ => new WatchEvent<T>.Deleted(read),
            };
        }
        catch (Exception e) when (LenientObject.DoesNotFit(e))
        {
            if (LenientObject.Explain(whole, e) is not { } unreadable) throw;
            return type == "DELETED" ? new WatchEvent<T>.DeletedUnreadable(unreadable) : new WatchEvent<T>.Unreadable(unreadable);
        }
    }

    private static WatchEvent<T>.Bookmark Bookmark<T>(PartialObjectMetadata mark) =>
        new(mark.Metadata.ResourceVersion ?? "", mark.Metadata.Annotations?.GetValueOrDefault(InitialEventsEnd) == "true");

    private static TObject Object<TObject>(ref Utf8JsonReader reader, JsonTypeInfo<TObject> json) =>
        JsonSerializer.Deserialize(ref reader, json) ?? throw new JsonException("its object is null.");

    // The reader is a copy, so each property is found from the start; in practice both are the next tokens.
    private static Utf8JsonReader FindProperty(Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var found = reader.ValueTextEquals(name);
            reader.Read();
            if (found) return reader;
            reader.Skip();
        }

        throw new JsonException("it has no type or no object.");
    }

    // A byte order mark belongs to the stream, not to its first event.
    private static ReadOnlySequence<byte> WithoutMark(ReadOnlySequence<byte> line)
    {
        var reader = new SequenceReader<byte>(line);
        return reader.IsNext([0xEF, 0xBB, 0xBF]) ? line.Slice(3) : line;
    }

    private static bool IsBlank(ReadOnlySequence<byte> line)
    {
        foreach (var part in line)
        {
            if (part.Span.IndexOfAnyExcept(" \t\r"u8) >= 0) return false;
        }

        return true;
    }
}
