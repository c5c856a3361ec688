using System.Globalization;
using System.Text.Json.Nodes;

namespace LocalCluster.ApiServer.Patching;

/// <summary>
/// A place in a document (RFC 6901): the container, which has to exist, and the last step. Negative indices count from the end, which
/// the RFC does not know and the server does.
/// </summary>
internal sealed record JsonPointer(JsonNode Container, string Step)
{
    public static JsonPointer Find(JsonNode document, string path)
    {
        if (!path.StartsWith('/'))
            throw PatchException.Unprocessable();
        var steps = path[1..].Split('/').Select(Unescape).ToArray();
        var container = steps[..^1].Aggregate(document, (node, step) => new JsonPointer(node, step).Get() ?? throw PatchException.Unprocessable());
        return container is JsonObject or JsonArray ? new JsonPointer(container, steps[^1]) : throw PatchException.Unprocessable();
    }

    public JsonNode? Get() => Container switch
    {
        JsonObject obj => obj.TryGetPropertyValue(Step, out var value) ? value : throw PatchException.Unprocessable(),
        JsonArray array => array[Index(array.Count - 1)],
        _ => throw PatchException.Unprocessable(),
    };

    public void Add(JsonNode? value)
    {
        if (Container is JsonObject obj)
            obj[Step] = value;
        else if (Container is JsonArray array)
            array.Insert(Step == "-" ? array.Count : Index(array.Count, fromEnd: array.Count + 1), value);
    }

    public void Replace(JsonNode? value)
    {
        _ = Get();
        if (Container is JsonObject obj)
            obj[Step] = value;
        else if (Container is JsonArray array)
            array[Index(array.Count - 1)] = value;
    }

    public void Remove()
    {
        _ = Get();
        if (Container is JsonObject obj)
            obj.Remove(Step);
        else if (Container is JsonArray array)
            array.RemoveAt(Index(array.Count - 1));
    }

    private static string Unescape(string step) =>
        step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);

    private int Index(int last, int? fromEnd = null)
    {
        if (!int.TryParse(Step, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index))
            throw PatchException.Unprocessable();
        if (index < 0)
            index += fromEnd ?? last + 1;
        return index >= 0 && index <= last ? index : throw PatchException.Unprocessable();
    }
}
