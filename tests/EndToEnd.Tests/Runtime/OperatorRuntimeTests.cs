using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using EndToEnd.Tests.Clusters;
using Kubernetes.Client;
using Kubernetes.Models.Core;

namespace EndToEnd.Tests.Runtime;

/// <summary>What the running operator says of itself, and what it costs when it has nothing to do.</summary>
public sealed class OperatorRuntimeTests(ObservedOperator observed) : IClassFixture<ObservedOperator>
{
    private static readonly string[] Families =
    [
        "controller_runtime_reconcile_total", "controller_runtime_reconcile_errors_total", "controller_runtime_terminal_reconcile_errors_total",
        "controller_runtime_reconcile_panics_total", "controller_runtime_reconcile_timeouts_total", "controller_runtime_reconcile_time_seconds",
        "controller_runtime_max_concurrent_reconciles", "controller_runtime_active_workers",
        "workqueue_depth", "workqueue_adds_total", "workqueue_queue_duration_seconds", "workqueue_work_duration_seconds",
        "workqueue_unfinished_work_seconds", "workqueue_longest_running_processor_seconds", "workqueue_retries_total",
        "rest_client_requests_total", "rest_client_request_duration_seconds",
        "leader_election_master_status", "leader_election_slowpath_total",
        "process_cpu_seconds_total", "process_resident_memory_bytes", "process_start_time_seconds",
        "counterapp_events_total",
    ];

    [Fact]
    public async Task Its_metrics_have_the_names_that_dashboards_for_controller_runtime_expect()
    {
        using var http = new HttpClient();
        var text = await http.GetStringAsync(observed.Metrics);

        foreach (var family in Families) Assert.Contains($"# TYPE {family} ", text, StringComparison.Ordinal);
        Assert.Contains("leader_election_master_status{name=\"counterapp-operator\"} 1", text, StringComparison.Ordinal);
        Assert.Contains("controller_runtime_reconcile_panics_total{controller=\"counterapp\"} 0", text, StringComparison.Ordinal);
        Assert.Contains("controller_runtime_max_concurrent_reconciles{controller=\"counterapp\"} 4", text, StringComparison.Ordinal);
    }

    [LocalClusterFact(Needs.Requests)]
    public async Task A_reconcile_that_has_nothing_to_do_makes_no_request_at_all()
    {
        var playground = observed.Playground;
        using var http = new HttpClient();

        // The visits are asked for every thirty seconds; a look at them may come in between, and then the measurement is made again.
        await Eventually.Succeeds(
            async () =>
            {
                var (passes, requests) = (await PassesAsync(http), Requests(playground));
                await playground.Client.PatchAsync<Pod>(
                    Playground.Key("web-0"), Patch.Merge(new JsonObject { ["metadata"] = new JsonObject { ["annotations"] = new JsonObject { ["look"] = Guid.NewGuid().ToString() } } }), null, CancellationToken.None);
                await Eventually.Holds(async () => await PassesAsync(http) > passes, "a reconcile", TimeSpan.FromSeconds(10));
                Assert.Equal(requests, Requests(playground));
            },
            TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task Its_probes_know_the_caches_the_workers_and_the_lease()
    {
        using var http = new HttpClient { BaseAddress = observed.Probes };
        await Eventually.Succeeds(async () => Assert.Equal("ok", await http.GetStringAsync("/readyz")));

        var ready = await http.GetStringAsync("/readyz?verbose");
        foreach (var check in (string[])["ping", "cache-counterapps", "cache-statefulsets", "cache-services", "cache-pods", "cache-persistentvolumeclaims", "workers"])
            Assert.Contains($"[+]{check} ok", ready, StringComparison.Ordinal);
        var alive = await http.GetStringAsync("/healthz?verbose");
        foreach (var check in (string[])["ping", "workers", "leader-election"]) Assert.Contains($"[+]{check} ok", alive, StringComparison.Ordinal);
        Assert.Equal("ok", await http.GetStringAsync("/readyz/cache-pods"));
    }

    internal static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    /// <summary>The operator's requests so far; its watches and the renewals of its lease go on beside its reconciles.</summary>
    private static int Requests(Playground playground) => playground.Cluster.Api.Requests.All.Count(request =>
        request.UserAgent.Contains("counterapp-operator", StringComparison.Ordinal) && request.Verb != "watch" && request.Resource != "leases");

    private async Task<double> PassesAsync(HttpClient http) =>
        (await http.GetStringAsync(observed.Metrics)).Split('\n')
            .Where(line => line.StartsWith("controller_runtime_reconcile_total{", StringComparison.Ordinal))
            .Sum(line => double.Parse(line.Split(' ')[^1], CultureInfo.InvariantCulture));
}
