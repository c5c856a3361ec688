using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EndToEnd.Tests.Clusters;
using LocalCluster;
using Operator.Api;
using Operator.Api.Strategies;

namespace EndToEnd.Tests.Install;

/// <summary>Alerts and dashboard speak of metrics that exist, and each alert has its runbook.</summary>
public sealed partial class MonitoringTests
{
    private static readonly IReadOnlyList<Manifest> Prometheus = Kustomization.Objects("config/prometheus");

    private static JsonObject Rules => Prometheus.Single(manifest => manifest.Kind == "PrometheusRule").Content["spec"]!.AsObject();

    private static IEnumerable<JsonObject> Alerts => Rules["groups"]!.AsArray().SelectMany(group => group!["rules"]!.AsArray()).Select(rule => rule!.AsObject());

    [PromtoolFact]
    public async Task Prometheus_understands_the_alert_rules()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, Rules.ToJsonString());

        var (code, output) = await Promtool.RunAsync("", "check", "rules", file);

        File.Delete(file);
        Assert.True(code == 0, output);
        Assert.Contains($"{Alerts.Count()} rules found", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_alert_says_how_grave_it_is_and_where_its_runbook_stands()
    {
        var headings = Headings(Checkout.Read("docs/operations.md"));

        foreach (var alert in Alerts)
        {
            var name = (string)alert["alert"]!;
            Assert.Contains((string?)alert["labels"]!["severity"], (string?[])["critical", "warning", "info"]);
            Assert.Equal($"docs/operations.md#{name.ToLowerInvariant()}", (string?)alert["annotations"]!["runbook"]);
            Assert.Contains(name, headings);
        }

        Assert.All(headings.Where(heading => heading.StartsWith("CounterApp", StringComparison.Ordinal)), heading => Assert.Contains(Alerts, alert => (string?)alert["alert"] == heading));
    }

    [LocalClusterFact(Needs.AClusterOfItsOwn)]
    public async Task Alerts_and_dashboard_ask_only_for_metrics_that_are_served()
    {
        await using var playground = await Playground.StartAsync(withOperator: false);
        await using var installed = await InstalledOperator.StartAsync(playground);
        await RollAndPauseAsync(playground);
        await Visitors.VisitAsync(await playground.UrlAsync("web"), 1);

        var served = (string[])[.. Names(await installed.MetricsAsync()), .. Names(await Visitors.VisitAsync(new Uri(await playground.UrlAsync("web"), "metrics"))), "up"];

        var asked = Alerts.Select(alert => (string)alert["expr"]!).Concat(Queries(JsonNode.Parse(Checkout.Read("config/grafana/counterapps.json"))!)).ToList();
        Assert.All(asked, query => Assert.NotEmpty(Series().Matches(query)));
        Assert.Empty(asked.SelectMany(query => Series().Matches(query)).Select(match => match.Value).Distinct().Except(served));
    }

    [PromtoolFact(Needs.AClusterOfItsOwn)]
    public async Task The_operators_metrics_are_as_Prometheus_wants_them()
    {
        await using var playground = await Playground.StartAsync(withOperator: false);
        await using var installed = await InstalledOperator.StartAsync(playground);
        await RollAndPauseAsync(playground);

        var (code, output) = await Promtool.RunAsync(await installed.MetricsAsync(), "check", "metrics");

        // 3: lint only, such as names that controller-runtime chose long ago.
        Assert.True(code is 0 or 3, output);
    }

    [Fact]
    public void The_monitors_find_the_services_and_ports_that_they_scrape()
    {
        var service = Kustomization.Objects("config/default").Single(manifest => manifest.Kind == "Service").Content;
        var monitor = Prometheus.Single(manifest => manifest.Kind == "ServiceMonitor").Content["spec"]!;
        var pods = Prometheus.Single(manifest => manifest.Kind == "PodMonitor").Content["spec"]!;

        Assert.All(monitor["selector"]!["matchLabels"]!.AsObject(), pair => Assert.Equal((string?)pair.Value, (string?)service["metadata"]!["labels"]![pair.Key]));
        Assert.Contains(service["spec"]!["ports"]!.AsArray(), port => (string?)port!["name"] == (string?)monitor["endpoints"]![0]!["port"]);
        Assert.Equal(Operator.Api.Names.Port, (string?)pods["podMetricsEndpoints"]![0]!["port"]);
        Assert.All(
            pods["selector"]!["matchLabels"]!.AsObject(),
            pair => Assert.Equal((string?)pair.Value, Operator.Api.Labels.For("web").GetValueOrDefault(pair.Key)));
    }

    /// <summary>An app whose first rollout has finished and whose second one waits for a person, so that everything that can be measured is.</summary>
    private static async Task RollAndPauseAsync(Playground playground)
    {
        var app = AnApp.Named("web");
        var asking = new UpdateStrategy { Type = StrategyType.Canary, Canary = new CanaryStrategy { Steps = [new CanaryStep { Pause = new CanaryPause() }] } };
        await playground.CreateAsync(app with { Spec = app.Spec with { UpdateStrategy = asking } });
        await playground.ReadyAsync("web", 1);
        await playground.PatchAsync("web", """{"spec":{"image":"counterapp:2.0"}}""");
        await PausedAsync(playground);
        await playground.PatchAsync("web", """{"metadata":{"annotations":{"counterapp.io/promote":"next"}}}""");
        await playground.ReadyAsync("web", 1);
        await playground.PatchAsync("web", """{"spec":{"image":"counterapp:3.0"}}""");
        await PausedAsync(playground);
    }

    private static Task PausedAsync(Playground playground) =>
        Eventually.Holds(async () => await playground.FindAppAsync("web") is { Status: { Phase: AppPhase.Paused } status, Metadata: var metadata } && status.ObservedGeneration == metadata.Generation, "web paused");

    private static List<string> Headings(string markdown) => [.. HeadingLine().Matches(markdown).Select(match => match.Groups[1].Value)];

    private static IEnumerable<string> Names(string page) =>
        page.Split('\n').Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split('{', ' ')[0]).Distinct();

    private static IEnumerable<string> Queries(JsonNode node) => node switch
    {
        JsonObject map => map.SelectMany(pair => pair.Key == "expr" ? [(string)pair.Value!] : pair.Value is null ? [] : Queries(pair.Value)),
        JsonArray list => list.Where(item => item is not null).SelectMany(item => Queries(item!)),
        _ => [],
    };

    /// <summary>The name of a series, as these queries write it: before its labels or its range.</summary>
    [GeneratedRegex(@"[a-zA-Z_:][a-zA-Z0-9_:]*(?=[{\[])")]
    private static partial Regex Series();

    [GeneratedRegex("^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex HeadingLine();
}
