using System.Text.Json.Nodes;

namespace LocalCluster.Tests.Golden;

/// <summary>One step of a scenario. <see cref="Title"/> is unique within it.</summary>
public abstract record RecordedStep(string Title)
{
    /// <summary>One request and the response that a real server gave.</summary>
    public sealed record Call(string Title, string Name, string Method, string Path, IReadOnlyDictionary<string, string> Headers, JsonNode? Body, string? Identity, JsonObject Response)
        : RecordedStep(Title);

    /// <summary>Polls until a value, and every further one, is as wanted.</summary>
    public sealed record Await(string Title, string Path, string Pointer, JsonNode? Wanted, JsonObject And, IReadOnlyList<string> Same) : RecordedStep(Title);

    /// <summary>Lets the controllers run.</summary>
    public sealed record Settle(TimeSpan Time) : RecordedStep("settle");

    /// <summary>Opens a watch and keeps it open.</summary>
    public sealed record Watch(string Title, string Name, string Path, IReadOnlyDictionary<string, string> Headers, int Status) : RecordedStep(Title);

    /// <summary>Everything that a watch delivered since it was opened.</summary>
    public sealed record Collect(string Title, string Name, bool ClosedByServer, IReadOnlyList<JsonObject> Events) : RecordedStep(Title);

    public static RecordedStep Read(JsonObject step, Dictionary<string, int> seen)
    {
        if (step["settle"] is { } seconds) return new Settle(TimeSpan.FromSeconds((double)seconds));
        if (step["call"] is { } call) return ReadCall(Unique((string)call!, seen), (string)call!, step);
        if (step["await"] is { } wait) return ReadAwait(Unique((string)wait!, seen), step);
        if (step["watch"] is { } watch)
            return new Watch(Unique("watch " + (string)watch!, seen), (string)watch!, (string)step["path"]!, ReadHeaders(step), (int)step["status"]!);
        var stream = (string)step["collect"]!;
        return new Collect(Unique("collect " + stream, seen), stream, (bool)step["closedByServer"]!, [.. step["events"]!.AsArray().Select(e => e!.AsObject())]);
    }

    private static Call ReadCall(string title, string name, JsonObject step)
    {
        var request = step["request"]!.AsObject();
        return new Call(title, name, (string)request["method"]!, (string)request["path"]!, ReadHeaders(request), request["body"], (string?)request["identity"], step["response"]!.AsObject());
    }

    private static Await ReadAwait(string title, JsonObject step) => new(
        title,
        (string)step["path"]!,
        (string)step["pointer"]!,
        step["equals"],
        step["and"]?.AsObject() ?? [],
        [.. step["same"]?.AsArray().Select(pointer => (string)pointer!) ?? []]);

    private static Dictionary<string, string> ReadHeaders(JsonObject holder) =>
        holder["headers"]?.AsObject().ToDictionary(header => header.Key, header => (string)header.Value!) ?? [];

    private static string Unique(string title, Dictionary<string, int> seen)
    {
        seen[title] = seen.GetValueOrDefault(title) + 1;
        return seen[title] == 1 ? title : $"{title} ({seen[title]})";
    }
}
