using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kubernetes.Models;

namespace LocalCluster.ApiServer.Objects;

/// <summary>
/// Objects as UTF-8 text. <c>kind</c> and <c>apiVersion</c> come first, so that a list of a built-in kind, whose items carry neither,
/// can use the stored bytes from a fixed offset on.
/// </summary>
internal static class ObjectText
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
    private static readonly JsonWriterOptions Indented = Plain with { Indented = true, IndentSize = 2, NewLine = "\n" };
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = JsonDepth.Most };
    private static readonly JsonNodeOptions Nodes = new() { PropertyNameCaseInsensitive = false };

    public static byte[] Write(JsonObject obj, bool pretty = false)
    {
        var text = WriteAsIs(obj, pretty);
        return NumberText.IsForeign(text) ? WriteAsIs(NumberText.Rewrite(obj), pretty) : text;
    }

    public static JsonObject Parse(ReadOnlySpan<byte> json) => (JsonObject)JsonNode.Parse(json, Nodes, Deep)!;

    /// <summary>A reader of an object's text, inside the object.</summary>
    public static Utf8JsonReader Read(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = JsonDepth.Most });
        reader.Read();
        return reader;
    }

    /// <summary>From inside an object on to the value of its member of that name; false when there is none.</summary>
    public static bool Seek(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals(name))
                return reader.Read();
            reader.Skip();
        }

        return false;
    }

    /// <summary>How many bytes at the start of a stored object are its kind and apiVersion; after them come the other fields.</summary>
    public static int HeaderLength(string kind, string apiVersion) =>
        """{"kind":"","apiVersion":"",""".Length + kind.Length + apiVersion.Length;

    private static byte[] WriteAsIs(JsonObject obj, bool pretty)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer, pretty ? Indented : Plain))
            WriteTo(obj, writer);
        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteTo(JsonObject obj, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        WriteHeader(obj, "kind", writer);
        WriteHeader(obj, "apiVersion", writer);
        foreach (var (name, value) in obj)
        {
            if (name is "kind" or "apiVersion")
                continue;
            writer.WritePropertyName(name);
            if (value is null)
                writer.WriteNullValue();
            else
                value.WriteTo(writer);
        }

        writer.WriteEndObject();
    }

    private static void WriteHeader(JsonObject obj, string name, Utf8JsonWriter writer)
    {
        if (obj[name] is { } value)
        {
            writer.WritePropertyName(name);
            value.WriteTo(writer);
        }
    }
}
