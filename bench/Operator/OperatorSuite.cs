using System.Collections.Concurrent;
using System.Globalization;
using Bench.Report;

namespace Bench.Operator;

/// <summary>
/// The operator against a local cluster: how soon a StatefulSet follows its CounterApp, what many apps cost, and what apps at rest cost. The
/// apps have no pods (replicas 0, no node): what is measured is the operator, not the machine's processes.
/// </summary>
internal static class OperatorSuite
{
    private const int Singles = 50;

    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan LongRest = TimeSpan.FromSeconds(
        int.TryParse(Environment.GetEnvironmentVariable("BENCH_REST_SECONDS"), NumberStyles.None, CultureInfo.InvariantCulture, out var set) ? set : 60);

    public static async Task<SuiteResult> RunAsync(CancellationToken cancellationToken)
    {
        await using var installation = await Installation.StartAsync(cancellationToken);
        await installation.CreateAsync("first", cancellationToken);
        await installation.SetsAsync(1, cancellationToken);
        await installation.DeleteAsync("first", cancellationToken);
        await installation.SetsAsync(0, cancellationToken);

        var footprints = new List<IReadOnlyList<string>> { await AtRestAsync(installation, 0, Rest, cancellationToken) };
        var single = await OneByOneAsync(installation, cancellationToken);
        var hundred = await AtOnceAsync(installation, 0, 100, cancellationToken);
        footprints.Add(await AtRestAsync(installation, 100, Rest, cancellationToken));
        await EmptyAsync(installation, 0, 100, cancellationToken);
        var thousand = await AtOnceAsync(installation, 1000, 1000, cancellationToken);
        footprints.Add(await AtRestAsync(installation, 1000, Rest, cancellationToken));
        await EmptyAsync(installation, 1500, 500, cancellationToken);
        footprints.Add(await AtRestAsync(installation, 500, LongRest, cancellationToken));
        var change = await OneChangeAsync(installation, "app-1001", cancellationToken);

        return new SuiteResult(
            [
                new ResultTable(
                    "From a CounterApp's creation to its StatefulSet's, as a watch sees it. Fair: the largest distance between an app's place in the order of creation and its set's.",
                    ["created", "all served after", "p50", "p99", "longest", "furthest out of order", "API calls per app"],
                    [single, hundred, thousand]),
                new ResultTable(
                    "At rest",
                    ["CounterApps", "seconds", "CPU", "memory", "writes", "reads", "watches opened"],
                    footprints),
            ],
            [change]);
    }

    private static async Task<IReadOnlyList<string>> OneByOneAsync(Installation installation, CancellationToken cancellationToken)
    {
        await using var arrivals = await Arrivals.StartAsync(installation.Client, cancellationToken);
        var (mark, begun, waits) = (installation.Mark, TimeProvider.System.GetTimestamp(), new List<double>());
        for (var i = 0; i < Singles; i++)
        {
            var created = TimeProvider.System.GetTimestamp();
            await installation.CreateAsync($"single-{i}", cancellationToken);
            while (!arrivals.Times.ContainsKey($"single-{i}")) await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, cancellationToken);
            waits.Add(TimeProvider.System.GetElapsedTime(created, arrivals.Times[$"single-{i}"]).TotalMilliseconds);
        }

        var all = TimeProvider.System.GetElapsedTime(begun);
        await installation.RestAsync(cancellationToken);
        var calls = (double)installation.Requests(mark).Count / Singles;
        for (var i = 0; i < Singles; i++) await installation.DeleteAsync($"single-{i}", cancellationToken);
        await installation.SetsAsync(0, cancellationToken);
        return Row($"{Singles}, one by one", all, waits, 0, calls);
    }

    private static async Task<IReadOnlyList<string>> AtOnceAsync(Installation installation, int first, int count, CancellationToken cancellationToken)
    {
        await using var arrivals = await Arrivals.StartAsync(installation.Client, cancellationToken);
        var created = new ConcurrentDictionary<string, long>();
        var (mark, begun) = (installation.Mark, TimeProvider.System.GetTimestamp());
        await Parallel.ForEachAsync(
            Enumerable.Range(first, count),
            new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = cancellationToken },
            async (number, token) =>
            {
                created[$"app-{number}"] = TimeProvider.System.GetTimestamp();
                await installation.CreateAsync($"app-{number}", token);
            });
        while (arrivals.Times.Count < count) await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, cancellationToken);
        var all = TimeProvider.System.GetElapsedTime(begun, arrivals.Times.Values.Max());
        await installation.RestAsync(cancellationToken);
        var waits = created.Select(app => TimeProvider.System.GetElapsedTime(app.Value, arrivals.Times[app.Key]).TotalMilliseconds);
        return Row($"{count}, at once", all, waits, Disorder(created, arrivals.Times), (double)installation.Requests(mark).Count / count);
    }

    /// <summary>How far the app that was overtaken by most, or that overtook most, is from its place.</summary>
    private static int Disorder(IReadOnlyDictionary<string, long> created, IReadOnlyDictionary<string, long> served)
    {
        var places = served.OrderBy(app => app.Value).Select((app, place) => (app.Key, place)).ToDictionary(pair => pair.Key, pair => pair.place);
        return created.OrderBy(app => app.Value).Select((app, place) => Math.Abs(places[app.Key] - place)).Max();
    }

    private static async Task<IReadOnlyList<string>> AtRestAsync(Installation installation, int count, TimeSpan rest, CancellationToken cancellationToken)
    {
        await installation.RestAsync(cancellationToken);
        var (mark, before) = (installation.Mark, installation.Footprint);
        await Task.Delay(rest, TimeProvider.System, cancellationToken);
        var (requests, after) = (installation.Requests(mark), installation.Footprint);
        var processor = (after.Processor - before.Processor) / rest;
        return
        [
            Text($"{count}"), Text($"{rest.TotalSeconds:0}"), Text($"{processor:0.00%} of a core"), Text($"{after.ResidentMegabytes:0} MB"), Text($"{requests.Count(request => request.IsWrite)}"),
            Text($"{requests.Count(request => request.Verb is "get" or "list")}"), Text($"{requests.Count(request => request.Verb == "watch")}"),
        ];
    }

    private static async Task<string> OneChangeAsync(Installation installation, string name, CancellationToken cancellationToken)
    {
        var mark = installation.Mark;
        await installation.ChangeAsync(name, """{"spec":{"minReadySeconds":1}}""", cancellationToken);
        await installation.RestAsync(cancellationToken);
        var requests = installation.Requests(mark).Where(request => request.Verb != "watch").ToList();
        var others = requests.Count(request => request.IsWrite && request.Resource != "events" && request.Name != name && !request.Name.StartsWith($"{name}-", StringComparison.Ordinal));
        return Text($"A change of one app among 500 makes {requests.Count} requests; {others} of them write to anything but that app, its children and its Events.");
    }

    private static async Task EmptyAsync(Installation installation, int first, int count, CancellationToken cancellationToken)
    {
        var left = (await installation.Client.ListAsync<Kubernetes.Models.Apps.StatefulSet>(new() { Namespace = "default" }, cancellationToken)).Items.Count - count;
        await Parallel.ForEachAsync(
            Enumerable.Range(first, count),
            new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = cancellationToken },
            async (number, token) => await installation.DeleteAsync($"app-{number}", token));
        await installation.SetsAsync(left, cancellationToken);
    }

    private static IReadOnlyList<string> Row(string what, TimeSpan all, IEnumerable<double> waits, int disorder, double calls)
    {
        double[] sorted = [.. waits];
        return
        [
            what, Text($"{all.TotalSeconds:0.00} s"), Text($"{Samples.Percentile(sorted, 50):0.0} ms"), Text($"{Samples.Percentile(sorted, 99):0.0} ms"),
            Text($"{sorted.Max():0.0} ms"), Text($"{disorder}"), Text($"{calls:0.0}"),
        ];
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
