using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace LocalCluster.Tests.Golden;

/// <summary>Plays one scenario from its first step to its last and compares what each shows with the recording.</summary>
public sealed class ScenarioPlayer(Recording recording, GoldenTarget target)
{
    private static readonly TimeSpan AwaitDeadline = TimeSpan.FromSeconds(60);

    /// <summary>What one request has been told of already may still be on its way over an open stream.</summary>
    private static readonly TimeSpan ArrivalDeadline = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    /// <summary>How long a machine may take over what a real cluster had done when the recording went on.</summary>
    private static readonly TimeSpan SettleDeadline = TimeSpan.FromSeconds(10);

    private Tokens _tokens = new();
    private bool _isSettling;
    private readonly Dictionary<string, IReadOnlyList<string>> _outcomes = [];
    private readonly Dictionary<string, JsonNode?> _bodies = [];
    private readonly Dictionary<string, WatchTap> _watches = [];
    private readonly Dictionary<string, string> _versions = [];

    /// <summary>Where controllers write too, their writes come in between in another order each time.</summary>
    private bool OrderIsOurs => recording.Scenario is "custom-objects" or "errors" or "leases-and-events" or "list-and-watch" or "patches" or "server-side-apply";

    public async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> PlayAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var step in recording.Steps) _outcomes[step.Title] = await PlayAsync(step, cancellationToken);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            _outcomes[recording.Steps.First(step => !_outcomes.ContainsKey(step.Title)).Title] = [e.ToString()];
        }
        finally
        {
            foreach (var watch in _watches.Values) await watch.DisposeAsync();
        }

        return _outcomes;
    }

    private async Task<IReadOnlyList<string>> PlayAsync(RecordedStep step, CancellationToken cancellationToken)
    {
        switch (step)
        {
            case RecordedStep.Call call:
                return await PlayAsync(call, cancellationToken);
            case RecordedStep.Await wait:
                return await PlayAsync(wait, cancellationToken);
            case RecordedStep.Watch watch:
                return await OpenAsync(watch, cancellationToken);
            case RecordedStep.Collect collect:
                return await CompareAsync(collect, cancellationToken);
            case RecordedStep.Settle settle:
                _isSettling = true;
                await Task.Delay(settle.Time, TimeProvider.System, cancellationToken);
                return [];
            default:
                throw new UnreachableException(step.GetType().Name);
        }
    }

    /// <summary>A read of what controllers and the node are at work on is repeated until it is as recorded: it is their order that counts, not their speed.</summary>
    private async Task<IReadOnlyList<string>> PlayAsync(RecordedStep.Call call, CancellationToken cancellationToken)
    {
        _isSettling &= call.Method == "GET";
        var clock = Stopwatch.StartNew();
        while (true)
        {
            var before = new Tokens(_tokens);
            var differences = await SendAsync(call, cancellationToken);
            if (differences.Count == 0 || !_isSettling || clock.Elapsed > SettleDeadline) return differences;
            _tokens = before;
            await Task.Delay(PollInterval, TimeProvider.System, cancellationToken);
        }
    }

    private async Task<IReadOnlyList<string>> SendAsync(RecordedStep.Call call, CancellationToken cancellationToken)
    {
        var answer = await target.SendAsync(call, Fill(call.Path, call.Title), _tokens, cancellationToken);
        _bodies[call.Name] = answer.Body;
        var comparison = Compare(_tokens, recording.Scenario, call, answer);
        CompareVersion(comparison, call, answer);
        foreach (var disorder in Disorders(call)) comparison.Report("resource versions", "in their order", disorder);
        return comparison.Differences;
    }

    /// <summary>What the answer to a call has to be, but for what only the scenario as a whole can tell.</summary>
    internal static Comparison Compare(Tokens tokens, string scenario, RecordedStep.Call call, GoldenAnswer answer)
    {
        var comparison = new Comparison(
            tokens, path => LeftOut.Covers(scenario, call.Title, path), path => LeftOut.MayBeAbsent(scenario, call.Title, path));
        CompareAnswer(comparison, call.Response, answer);
        return comparison;
    }

    private static void CompareAnswer(Comparison comparison, JsonObject recorded, GoldenAnswer answer)
    {
        comparison.Compare("(status)", recorded["status"], JsonValue.Create(answer.Status));
        foreach (var (name, value) in recorded["headers"]?.AsObject() ?? [])
            comparison.CompareText($"(header {name})", (string?)value, answer.Headers.GetValueOrDefault(name));
        if (recorded["text"] is { } text) comparison.CompareText("(text)", (string?)text, answer.Text);
        else if (IsList(answer.Body)) CompareList(comparison, recorded["body"]!.AsObject(), answer.Body!.AsObject());
        else comparison.Compare("", recorded["body"], answer.Body);
    }

    /// <summary>The whole store moves a list's own version: it may be newer than recorded.</summary>
    private static void CompareList(Comparison comparison, JsonObject recorded, JsonObject actual)
    {
        var (left, right) = ((JsonObject)recorded.DeepClone(), (JsonObject)actual.DeepClone());
        foreach (var side in new[] { left, right })
            if (side["metadata"] is JsonObject metadata && metadata.ContainsKey("resourceVersion")) metadata["resourceVersion"] = "newer or the same";
        comparison.Compare("", left, right);
    }

    /// <summary>The versions of one object come in the order of their tokens, those of different ones where nobody else writes.</summary>
    private IEnumerable<string> Disorders(RecordedStep.Call call)
    {
        foreach (var (uid, version) in ObjectVersions.Of(call.Response["body"])) _versions[version] = uid;
        return _tokens.Disorders(version => OrderIsOurs ? "any" : _versions.GetValueOrDefault(version));
    }

    /// <summary>A list's own version is not older than anything in it, and the pages of one list have one version.</summary>
    private void CompareVersion(Comparison comparison, RecordedStep.Call call, GoldenAnswer answer)
    {
        if (!IsList(answer.Body) || (string?)answer.Body!["metadata"]?["resourceVersion"] is not { } version) return;
        const string At = "metadata.resourceVersion";
        var items = answer.Body["items"] as JsonArray ?? [];
        var newest = items.Select(item => Number((string?)item?["metadata"]?["resourceVersion"])).Append(0).Max();
        if (Number(version) < Math.Max(newest, 1)) comparison.Report(At, $"not older than {newest}", version);
        var page = call.Path.IndexOf("{continue of ", StringComparison.Ordinal);
        if (page < 0) return;
        var first = (string?)_bodies[call.Path[(page + 13)..call.Path.IndexOf('}', page)]]?["metadata"]?["resourceVersion"];
        if (version != first) comparison.Report(At, $"the first page's {first}", version);
    }

    private static long Number(string? version) => long.TryParse(version, CultureInfo.InvariantCulture, out var number) ? number : -1;

    internal static bool IsList(JsonNode? body) => (string?)body?["kind"] is { } kind && (kind.EndsWith("List", StringComparison.Ordinal) || kind == "Table");

    private async Task<IReadOnlyList<string>> PlayAsync(RecordedStep.Await wait, CancellationToken cancellationToken)
    {
        _isSettling = true;
        var clock = Stopwatch.StartNew();
        var path = Fill(wait.Path, wait.Title);
        var seen = _watches.Values.ToDictionary(watch => watch, watch => watch.Events.Count);
        while (true)
        {
            var answer = await target.GetAsync(path, cancellationToken);
            if (Holds(wait, answer) || seen.Any(watch => WasSeen(wait, path, watch.Key.Events.Skip(watch.Value)))) return [];
            if (clock.Elapsed > AwaitDeadline) return [$"not within {AwaitDeadline.TotalSeconds} s: {wait.Pointer} = {wait.Wanted?.ToJsonString() ?? "null"}; last answer {answer.Status}: {answer.Text}"];
            await Task.Delay(PollInterval, TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>What lasts for a moment only can be over when it is asked for; a stream that is open has shown it.</summary>
    private static bool WasSeen(RecordedStep.Await wait, string path, IEnumerable<JsonObject> events) =>
        events.Select(one => one["object"]).Any(body => body is not null && IsAt(path, body) && Holds(wait, 200, body));

    private static bool IsAt(string path, JsonNode body) =>
        path.EndsWith($"/{(string?)body["kind"]}s/{(string?)body["metadata"]?["name"]}", StringComparison.OrdinalIgnoreCase);

    private static bool Holds(RecordedStep.Await wait, GoldenAnswer answer) => Holds(wait, answer.Status, answer.Body);

    private static bool Holds(RecordedStep.Await wait, int status, JsonNode? body)
    {
        var at = (string pointer) => Pointer.Resolve(pointer, status, body);
        return JsonNode.DeepEquals(at(wait.Pointer), wait.Wanted)
            && wait.And.All(more => JsonNode.DeepEquals(at(more.Key), more.Value))
            && wait.Same.Select(pointer => at(pointer)?.ToJsonString()).Distinct().Count() <= 1;
    }

    private async Task<IReadOnlyList<string>> OpenAsync(RecordedStep.Watch watch, CancellationToken cancellationToken)
    {
        var tap = await target.WatchAsync(Fill(watch.Path, watch.Title), watch.Headers, cancellationToken);
        _watches[watch.Name] = tap;
        return tap.Status == watch.Status ? [] : [$"recorded status {watch.Status}, got {tap.Status}"];
    }

    private async Task<IReadOnlyList<string>> CompareAsync(RecordedStep.Collect collect, CancellationToken cancellationToken)
    {
        var tap = _watches[collect.Name];
        if (collect.ClosedByServer && !await tap.ClosesAsync(cancellationToken)) return ["the server should have closed the stream"];
        if (!collect.ClosedByServer && tap.Closed) return ["the server closed the stream"];
        if (collect.Events.All(e => (string?)e["type"] == "ERROR")) return CompareErrors(collect, tap.Events);
        for (var clock = Stopwatch.StartNew(); ; await Task.Delay(PollInterval, TimeProvider.System, cancellationToken))
        {
            var differences = CompareMilestones(collect, tap.Events);
            if (differences.Count == 0 || tap.Closed || clock.Elapsed > ArrivalDeadline) return differences;
        }
    }

    private IReadOnlyList<string> CompareMilestones(RecordedStep.Collect collect, IReadOnlyList<JsonObject> events) =>
        [.. Milestones.Compare(collect.Events, events), .. StreamPromises.Broken(recording.Scenario, collect.Name, events, name => _watches[name].Events)];

    private IReadOnlyList<string> CompareErrors(RecordedStep.Collect collect, IReadOnlyList<JsonObject> events)
    {
        var comparison = new Comparison(_tokens, _ => false, _ => false);
        comparison.Compare("events", new JsonArray([.. collect.Events.Select(e => e.DeepClone())]), new JsonArray([.. events.Select(e => e.DeepClone())]));
        return comparison.Differences;
    }

    private string Fill(string path, string title)
    {
        var filled = _tokens.Fill(path).Replace("{rand}", LeftOut.Ordinal(recording.Scenario, title), StringComparison.Ordinal);
        foreach (var (name, body) in _bodies)
        {
            filled = filled.Replace($"{{rv of {name}}}", (string?)body?["metadata"]?["resourceVersion"], StringComparison.Ordinal);
            filled = filled.Replace($"{{continue of {name}}}", (string?)body?["metadata"]?["continue"], StringComparison.Ordinal);
        }

        return filled;
    }
}
