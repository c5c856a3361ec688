using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Patching;

/// <summary>JSON patch (RFC 6902). All operations apply or none does.</summary>
internal static class JsonPatch
{
    private const int MaxOperations = 10_000;
    private static readonly string[] Members = ["op", "path", "from", "value"];

    /// <summary>Reads the body of a request; what is not a list of operations is refused in the server's words.</summary>
    public static JsonArray Parse(JsonNode? body)
    {
        if (body is not JsonArray operations)
            throw PatchException.BadRequest($"error decoding patch: json: cannot unmarshal {GoKind(body)} into Go value of type []handlers.jsonPatchOp");
        foreach (var operation in operations)
        {
            if (operation is not JsonObject)
                throw PatchException.BadRequest($"error decoding patch: json: cannot unmarshal {GoKind(operation)} into Go value of type handlers.jsonPatchOp");
        }

        return operations;
    }

    /// <summary>Members of operations that no operation has.</summary>
    public static IReadOnlyList<string> UnknownFields(JsonArray operations) =>
        [.. operations.Index().SelectMany(one => one.Item!.AsObject().Select(member => member.Key).Except(Members).Select(name => $"[{one.Index}].{name}"))];

    /// <summary>Answers a new object; neither argument is changed.</summary>
    public static JsonObject Apply(JsonObject target, JsonArray ops)
    {
        if (ops.Count > MaxOperations)
        {
            throw new PatchException(
                413, "RequestEntityTooLarge", $"The allowed maximum operations in a JSON patch is {MaxOperations}, got {ops.Count}");
        }

        JsonNode document = target.DeepClone();
        foreach (var operation in Parse(ops))
            document = Apply(document, operation!.AsObject());
        return document as JsonObject ?? throw PatchException.Unprocessable();
    }

    private static JsonNode Apply(JsonNode document, JsonObject operation)
    {
        var path = Text(operation, "path");
        switch (Text(operation, "op"))
        {
            case "test":
                Test(document, path, operation["value"]);
                return document;
            case "add" or "replace" when path == "":
                return Value(operation) ?? throw PatchException.Unprocessable();
            case "add":
                JsonPointer.Find(document, path).Add(Value(operation));
                return document;
            case "replace":
                JsonPointer.Find(document, path).Replace(Value(operation));
                return document;
            case "remove":
                JsonPointer.Find(document, path).Remove();
                return document;
            case "move":
                return Move(document, Text(operation, "from"), path);
            case "copy":
                JsonPointer.Find(document, path).Add(JsonPointer.Find(document, Text(operation, "from")).Get()?.DeepClone());
                return document;
            default:
                throw PatchException.Unprocessable();
        }
    }

    private static JsonNode Move(JsonNode document, string from, string path)
    {
        var source = JsonPointer.Find(document, from);
        var value = source.Get()?.DeepClone();
        source.Remove();
        JsonPointer.Find(document, path).Add(value);
        return document;
    }

    /// <summary>A missing field equals null.</summary>
    private static void Test(JsonNode document, string path, JsonNode? expected)
    {
        if (path == "" ? JsonEquality.Same(document, expected) : Matches(JsonPointer.Find(document, path), expected))
            return;
        throw PatchException.Unprocessable();
    }

    private static bool Matches(JsonPointer pointer, JsonNode? expected)
    {
        if (pointer.Container is JsonObject obj && !obj.ContainsKey(pointer.Step))
            return expected is null;
        var actual = pointer.Get();
        return actual is null ? expected is null : JsonEquality.Same(actual, expected);
    }

    private static string Text(JsonObject operation, string name) =>
        operation[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : throw PatchException.Unprocessable();

    private static JsonNode? Value(JsonObject operation) =>
        operation.TryGetPropertyValue("value", out var value) ? value?.DeepClone() : throw PatchException.Unprocessable();

    private static string GoKind(JsonNode? node) => node?.GetValueKind() switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => "number",
        JsonValueKind.True or JsonValueKind.False => "bool",
        _ => "null",
    };
}
