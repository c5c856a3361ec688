using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace LocalCluster.ApiServer.Negotiation.Protobuf;

/// <summary>
/// From a body in Kubernetes' protobuf to the same object as JSON: kubectl sends what it makes itself so (<c>create configmap</c>, <c>auth
/// can-i</c>). Four bytes of magic, then an envelope with the type and the object.
/// </summary>
internal static class ProtobufBody
{
    public const string MediaType = "application/vnd.kubernetes.protobuf";

    private const int TypeNumber = 1;
    private const int ObjectNumber = 2;

    private static ReadOnlySpan<byte> Magic => "k8s\0"u8;

    /// <exception cref="MalformedBodyException">It is none, or of a kind that this server does not know.</exception>
    public static JsonObject Read(ReadOnlySpan<byte> body)
    {
        if (!body.StartsWith(Magic)) throw new MalformedBodyException("provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]");
        var envelope = new WireReader(body[Magic.Length..]);
        var type = (ApiVersion: "", Kind: "");
        ReadOnlySpan<byte> content = [];
        while (envelope.Next())
        {
            if (envelope.Number == TypeNumber) type = TypeOf(envelope.Content);
            if (envelope.Number == ObjectNumber) content = envelope.Content;
        }

        var message = MessageOf(type.ApiVersion, type.Kind);
        var obj = new JsonObject { ["kind"] = type.Kind, ["apiVersion"] = type.ApiVersion };
        Fill(obj, content, WireMessages.Find(message) ?? throw new MalformedBodyException($"no kind \"{type.Kind}\" is registered for version \"{type.ApiVersion}\""));
        return obj;
    }

    private static (string ApiVersion, string Kind) TypeOf(ReadOnlySpan<byte> content)
    {
        var reader = new WireReader(content);
        var (apiVersion, kind) = ("", "");
        while (reader.Next())
        {
            if (reader.Number == 1) apiVersion = Encoding.UTF8.GetString(reader.Content);
            if (reader.Number == 2) kind = Encoding.UTF8.GetString(reader.Content);
        }

        return (apiVersion, kind);
    }

    /// <summary><c>rbac.authorization.k8s.io/v1</c>, Role is <c>rbac.v1.Role</c>; the options of requests belong to every group.</summary>
    private static string MessageOf(string apiVersion, string kind)
    {
        if (kind.EndsWith("Options", StringComparison.Ordinal)) return $"meta.v1.{kind}";
        return apiVersion.Split('/') is [var group, var version] ? $"{group.Split('.')[0]}.{version}.{kind}" : $"core.{apiVersion}.{kind}";
    }

    private static void Fill(JsonObject target, ReadOnlySpan<byte> content, FrozenDictionary<int, WireField> fields)
    {
        var reader = new WireReader(content);
        while (reader.Next())
        {
            if (!fields.TryGetValue(reader.Number, out var field)) continue;
            if (field.Inline)
                Fill(target, reader.Content, WireMessages.Find(field.Type)!);
            else if (field.IsMap)
                AddEntry(Map(target, field.Name), reader.Content, field.Type);
            else if (field.IsList)
                List(target, field.Name).Add(Value(ref reader, field.Type));
            else
                target[field.Name] = Value(ref reader, field.Type);
        }
    }

    private static JsonObject Map(JsonObject target, string name)
    {
        if (target[name] is not JsonObject map) target[name] = map = [];
        return map;
    }

    private static JsonArray List(JsonObject target, string name)
    {
        if (target[name] is not JsonArray list) target[name] = list = [];
        return list;
    }

    private static void AddEntry(JsonObject map, ReadOnlySpan<byte> content, string type)
    {
        var reader = new WireReader(content);
        var key = "";
        JsonNode? value = type == "string" ? "" : null;
        while (reader.Next())
        {
            if (reader.Number == 1) key = Encoding.UTF8.GetString(reader.Content);
            if (reader.Number == 2) value = Value(ref reader, type);
        }

        map[key] = value;
    }

    private static JsonNode? Value(ref WireReader reader, string type) => type switch
    {
        "string" => Encoding.UTF8.GetString(reader.Content),
        "bytes" => Convert.ToBase64String(reader.Content),
        "bool" => reader.Scalar != 0,
        "int32" or "int64" or "uint32" => reader.Scalar,
        "double" => BitConverter.Int64BitsToDouble(reader.Scalar),
        "meta.v1.Time" => Time(reader.Content, "yyyy-MM-dd'T'HH:mm:ss'Z'"),
        "meta.v1.MicroTime" => Time(reader.Content, "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'"),
        "api.resource.Quantity" => Text(reader.Content),
        "util.intstr.IntOrString" => IntOrString(reader.Content),
        "meta.v1.FieldsV1" or "runtime.RawExtension" => Json(reader.Content),
        _ when WireMessages.Find(type) is { } fields => Message(reader.Content, fields),
        _ => Texts(reader.Content),
    };

    private static JsonObject Message(ReadOnlySpan<byte> content, FrozenDictionary<int, WireField> fields)
    {
        var obj = new JsonObject();
        Fill(obj, content, fields);
        return obj;
    }

    /// <summary>Seconds and nanoseconds; no seconds at all is no time.</summary>
    private static JsonNode? Time(ReadOnlySpan<byte> content, string format)
    {
        var reader = new WireReader(content);
        var (seconds, nanoseconds) = ((long?)null, 0L);
        while (reader.Next())
        {
            if (reader.Number == 1) seconds = reader.Scalar;
            if (reader.Number == 2) nanoseconds = reader.Scalar;
        }

        return seconds is { } known ? DateTimeOffset.FromUnixTimeSeconds(known).AddTicks(nanoseconds / 100).ToString(format, CultureInfo.InvariantCulture) : null;
    }

    private static JsonNode IntOrString(ReadOnlySpan<byte> content)
    {
        var reader = new WireReader(content);
        var (isText, number, text) = (false, 0L, "");
        while (reader.Next())
        {
            if (reader.Number == 1) isText = reader.Scalar == 1;
            if (reader.Number == 2) number = reader.Scalar;
            if (reader.Number == 3) text = Encoding.UTF8.GetString(reader.Content);
        }

        return isText ? text : number;
    }

    private static string Text(ReadOnlySpan<byte> content)
    {
        var reader = new WireReader(content);
        return reader.Next() ? Encoding.UTF8.GetString(reader.Content) : "";
    }

    private static JsonNode? Json(ReadOnlySpan<byte> content)
    {
        var reader = new WireReader(content);
        return reader.Next() ? BodyFormat.ParseJson(reader.Content) : null;
    }

    /// <summary>A message that wraps a list of strings, and is one in JSON.</summary>
    private static JsonArray Texts(ReadOnlySpan<byte> content)
    {
        var reader = new WireReader(content);
        var texts = new JsonArray();
        while (reader.Next()) texts.Add(Encoding.UTF8.GetString(reader.Content));
        return texts;
    }
}
