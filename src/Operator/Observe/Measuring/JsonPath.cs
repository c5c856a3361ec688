using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Operator.Observe.Measuring;

/// <summary>The part of kubectl's JSONPath that names one value: <c>{.data.items[0].rate}</c>, with <c>['name']</c> for names that hold a dot, and <c>[-1]</c> for the last item.</summary>
internal static partial class JsonPath
{
    /// <summary>The number that stands there, as a number or as a text.</summary>
    /// <exception cref="MetricException">Nothing stands there, or no number, or the path is none.</exception>
    public static double Number(JsonElement document, string? path)
    {
        var (at, walked) = (document, "the document");
        foreach (var step in Steps(path ?? ""))
        {
            at = Next(at, step, walked);
            walked = walked == "the document" ? step : walked + step;
        }

        return Number(at) ?? throw new MetricException($"{walked} is {Describe(at)} and no number: let jsonPath lead to one");
    }

    private static IEnumerable<string> Steps(string path)
    {
        var text = path.Trim();
        if (text.StartsWith('{') && text.EndsWith('}')) text = text[1..^1].Trim();
        if (text.StartsWith('$')) text = text[1..];
        if (text is "" or ".") return [];
        if (text[0] is not ('.' or '[')) text = $".{text}";
        var steps = Step().Matches(text);
        return steps.Sum(step => step.Length) == text.Length
            ? steps.Select(step => step.Value)
            : throw new MetricException($"jsonPath {path} cannot be read: write names and numbers such as {{.data.items[0].rate}}; filters, wildcards and functions are not known here");
    }

    private static JsonElement Next(JsonElement at, string step, string walked)
    {
        if (step[0] == '[' && int.TryParse(step.AsSpan(1, step.Length - 2), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index))
        {
            if (at.ValueKind != JsonValueKind.Array) throw new MetricException($"{walked} is {Describe(at)} and no list, so it has no {step}");
            var place = index < 0 ? at.GetArrayLength() + index : index;
            return place >= 0 && place < at.GetArrayLength() ? at[place] : throw new MetricException($"{walked} has {at.GetArrayLength()} items, and so no {step}");
        }

        var name = step[0] == '.' ? step[1..] : step[2..^2];
        if (at.ValueKind != JsonValueKind.Object) throw new MetricException($"{walked} is {Describe(at)} and has no fields, so it has no {name}");
        return at.TryGetProperty(name, out var value) ? value : throw new MetricException($"{walked} has no field {name}");
    }

    private static double? Number(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetDouble(out var number) && double.IsFinite(number) => number,
        JsonValueKind.String when double.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) => number,
        _ => null,
    };

    private static string Describe(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number too large",
        JsonValueKind.Null => "null",
        _ => "true or false",
    };

    [GeneratedRegex(@"\G(\.[A-Za-z0-9_-]+|\['[^']+'\]|\[""[^""]+""\]|\[-?[0-9]{1,9}\])")]
    private static partial Regex Step();
}
