using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using EndToEnd.Tests.Install;
using Kubernetes.Models.Core;
using Operator.Api;

namespace EndToEnd.Tests;

/// <summary>A real Prometheus (Debian: prometheus, which is built without service discovery by the Kubernetes API) that scrapes pods every second.</summary>
internal sealed class PrometheusServer : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _data;

    private PrometheusServer(Process process, string data, int port) => (_process, _data, Address) = (process, data, $"http://127.0.0.1:{port}");

    public string Address { get; }

    public static async Task<PrometheusServer> StartAsync()
    {
        var data = Directory.CreateTempSubdirectory("prometheus-").FullName;
        var port = FreePort();
        await File.WriteAllTextAsync(Path.Combine(data, "prometheus.yml"), $$"""
            global:
              scrape_interval: 1s
              scrape_timeout: 1s
            scrape_configs:
            - job_name: pods
              file_sd_configs:
              - files: ["{{data}}/pods.json"]
                refresh_interval: 1s
            """);
        var process = Process.Start(new ProcessStartInfo(
            Path.Combine(Path.GetDirectoryName(Promtool.Path)!, "prometheus"), [$"--config.file={data}/prometheus.yml", $"--storage.tsdb.path={data}/tsdb", $"--web.listen-address=127.0.0.1:{port}", "--log.level=error"])
        { RedirectStandardError = true })!;
        _ = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var server = new PrometheusServer(process, data, port);
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        try
        {
            await Eventually.Succeeds(async () => (await client.GetAsync($"{server.Address}/-/ready")).EnsureSuccessStatusCode().Dispose());
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Scrapes these pods from now on, each under the labels that its series would have from service discovery.</summary>
    public Task WatchAsync(string app, IEnumerable<Pod> pods) => File.WriteAllTextAsync(
        Path.Combine(_data, "pods.json"),
        new JsonArray([.. pods.Select(pod => new JsonObject
        {
            ["targets"] = new JsonArray($"{pod.Status!.PodIP}:5000"),
            ["labels"] = new JsonObject { ["app"] = app, ["revision"] = pod.Metadata.Labels![Labels.Revision] },
        })]).ToJsonString());

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await _process.WaitForExitAsync(deadline.Token);
        _process.Dispose();
        Directory.Delete(_data, recursive: true);
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
