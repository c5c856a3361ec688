using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using Kubernetes.Runtime.Caching;
using Kubernetes.Runtime.Controllers;
using Microsoft.Extensions.Configuration;
using Operator.Telemetry;

namespace Operator.Tests.Telemetry;

public sealed class OtlpExportTests
{
    [Fact]
    public async Task Where_an_endpoint_is_named_traces_and_metrics_are_sent_to_it()
    {
        using var collector = new Collector();
        var export = OtlpExport.Start(Environment($"http://127.0.0.1:{collector.Port}"));
        await ReconcileOnceAsync("otlp-on");
        export.Dispose();

        var traces = collector.Received["/v1/traces"];
        Assert.Contains("reconcile otlp-on", traces, StringComparison.Ordinal);
        Assert.Contains("counterapp-operator", traces, StringComparison.Ordinal);
        var metrics = collector.Received["/v1/metrics"];
        Assert.Contains("controller_runtime_reconcile_total", metrics, StringComparison.Ordinal);
        Assert.Contains("workqueue_adds_total", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_an_endpoint_nothing_is_collected()
    {
        var before = System.Diagnostics.Activity.Current;
        using var export = OtlpExport.Start(Environment(null));
        await ReconcileOnceAsync("otlp-off");

        Assert.Same(before, System.Diagnostics.Activity.Current);
    }

    private static IConfiguration Environment(string? endpoint) => new ConfigurationBuilder()
        .AddInMemoryCollection(new Dictionary<string, string?> { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = endpoint, ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf" })
        .Build();

    private static async Task ReconcileOnceAsync(string name)
    {
        using var over = new CancellationTokenSource();
        var list = """{"kind":"ConfigMapList","apiVersion":"v1","metadata":{"resourceVersion":"7"},"items":[{"metadata":{"name":"a","namespace":"x","uid":"a","resourceVersion":"3"}}]}""";
        var server = new ScriptedServer((request, _) => request.RequestUri!.Query.Contains("watch", StringComparison.Ordinal)
            ? ScriptedServer.Refusal(HttpStatusCode.ServiceUnavailable, "ServiceUnavailable", "later")
            : ScriptedServer.Json(HttpStatusCode.OK, System.Text.Json.Nodes.JsonNode.Parse(list)!.AsObject()));
        var informer = new Informer<ConfigMap>(server.Client, new InformerOptions { PreferWatchList = false });
        var done = new TaskCompletionSource();
        var running = Task.WhenAll(informer.RunAsync(over.Token), Controller.Create(name, new Once(done)).For(informer).RunAsync(over.Token));
        await done.Task.WaitAsync(TimeSpan.FromSeconds(20));
        await over.CancelAsync();
        await running;
    }

    private sealed class Once(TaskCompletionSource done) : IReconciler
    {
        public Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
        {
            done.TrySetResult();
            return Task.FromResult(Outcome.AwaitChange);
        }
    }

    private sealed class Collector : IDisposable
    {
        private readonly HttpListener _listener = new();

        public Collector()
        {
            using (var probe = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0))
            {
                probe.Start();
                Port = ((IPEndPoint)probe.LocalEndpoint).Port;
            }

            _listener.Prefixes.Add($"http://127.0.0.1:{Port}/");
            _listener.Start();
            _ = RunAsync();
        }

        public int Port { get; }

        public ConcurrentDictionary<string, string> Received { get; } = [];

        public void Dispose() => _listener.Close();

        private async Task RunAsync()
        {
            try
            {
                while (true)
                {
                    var context = await _listener.GetContextAsync();
                    using var body = new StreamReader(context.Request.InputStream, Encoding.Latin1);
                    var text = await body.ReadToEndAsync();
                    Received.AddOrUpdate(context.Request.Url!.AbsolutePath, text, (_, before) => before + text);
                    context.Response.Close();
                }
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                // Closed.
            }
        }
    }
}
