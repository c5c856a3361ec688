using System.Text.Json.Nodes;

namespace EndToEnd.Tests.Fuzz;

/// <summary>Any JSON at all: every type, numbers at their edges, text from all planes, and nesting.</summary>
internal sealed class RandomJson(int seed)
{
    private static readonly string[] Numbers =
        ["0", "-0", "1", "-1", "2147483648", "-2147483649", "9223372036854775807", "9223372036854775808", "-9223372036854775809", "1e308", "1E-300", "0.1", "1.0", "123456789012345678901234567890"];

    private static readonly string[] Texts =
        ["", " ", "a", "true", "null", "-", "a/b", "../..", "ä", "名前", "🙂", "‮evil", "a\u0000b", "\n\t", "%00", "{{.}}", "$(PATH)", "'; DROP", "\ufffd", "constructor", "__proto__", "app.kubernetes.io/name"];

    private readonly Random _random = new(~seed);

    public JsonNode? Value(int depth) => _random.Next(depth > 0 ? 8 : 5) switch
    {
        0 => null,
        1 => _random.Next(2) == 0,
        2 => JsonNode.Parse(Numbers[_random.Next(Numbers.Length)]),
        3 or 4 => Text(),
        5 => new JsonArray([.. Enumerable.Range(0, _random.Next(4)).Select(_ => Value(depth - 1))]),
        6 => Object(depth),
        _ => Nested(_random.Next(1, 60)),
    };

    public JsonObject Object(int depth) =>
        new(Enumerable.Range(0, _random.Next(4)).Select(_ => Text()).Distinct().Select(name => KeyValuePair.Create(name, Value(depth - 1))));

    public string Text()
    {
        var text = Texts[_random.Next(Texts.Length)];
        return _random.Next(20) == 0 ? string.Concat(Enumerable.Repeat(text, _random.Next(1, 400))) : text;
    }

    private JsonNode Nested(int depth)
    {
        JsonNode inner = "deep";
        for (var i = 0; i < depth; i++) inner = _random.Next(2) == 0 ? new JsonArray(inner) : new JsonObject { ["x"] = inner };
        return inner;
    }
}
