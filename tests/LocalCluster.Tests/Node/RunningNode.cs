using System.Net.Http.Headers;
using Kubernetes.Client;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using LocalCluster.ApiServer;
using LocalCluster.Node;
using Microsoft.Extensions.Logging.Abstractions;

namespace LocalCluster.Tests.Node;

/// <summary>An API server with one node, nothing else: pods are bound to the node as they are created.</summary>
internal sealed class RunningNode : IAsyncDisposable
{
    public const string Home = "default";
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(40);

    private static int _slots = Random.Shared.Next(100);

    private readonly ApiHost _api;
    private readonly string _directory;
    private readonly HttpClient _http = new();

    private RunningNode(ApiHost api, KubeClient client, NodeAgent agent, NodeOptions options, string directory)
    {
        _api = api;
        _directory = directory;
        Client = client;
        Agent = agent;
        Options = options;
        _http.BaseAddress = agent.EndpointAddress;
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", options.EndpointToken);
    }

    public KubeClient Client { get; }

    public NodeAgent Agent { get; }

    public NodeOptions Options { get; }

    public HttpClient Http => _http;

    public static async Task<RunningNode> StartAsync()
    {
        var directory = Directory.CreateTempSubdirectory("node").FullName;
        var api = await ApiHost.StartAsync(new ApiOptions { DataDirectory = Path.Combine(directory, "api") }, NullLoggerFactory.Instance, CancellationToken.None);
        var client = new KubeClient(api.AdminConfig);
        await client.CreateAsync(new ServiceAccount { Metadata = new ObjectMeta { Name = "default", Namespace = "default" } }, null, CancellationToken.None);
        var options = new NodeOptions
        {
            Slot = 120 + (Interlocked.Increment(ref _slots) % 100),
            Directory = Path.Combine(directory, "node"),
            RestartBackoffBase = TimeSpan.FromSeconds(1),
            ImageBackoffBase = TimeSpan.FromSeconds(1),
            ImageErrorShown = TimeSpan.FromMilliseconds(500),
            ApiServer = api.AdminConfig,
        };
        var agent = await NodeAgent.StartAsync(client, options, NullLoggerFactory.Instance, CancellationToken.None);
        return new RunningNode(api, client, agent, options, directory);
    }

    public static Pod Shell(string name, string script) => Of(name, new Container
    {
        Name = "c",
        Image = "docker.io/library/busybox:latest",
        ImagePullPolicy = "IfNotPresent",
        Command = ["/bin/sh", "-c", script],
    });

    public static Pod Of(string name, params Container[] containers) => new()
    {
        Metadata = new ObjectMeta { Name = name, Namespace = Home },
        Spec = new PodSpec { NodeName = "node-1", TerminationGracePeriodSeconds = 2, AutomountServiceAccountToken = false, Containers = containers },
    };

    public async Task<Pod> RunAsync(Pod pod, Func<Pod, bool> until, string what)
    {
        await Client.CreateAsync(pod, null, CancellationToken.None);
        return await SeesAsync(pod.Metadata.Name!, until, what);
    }

    public Task<Pod> RunAsync(Pod pod) => RunAsync(pod, IsReady, "Ready");

    public Task<Pod> SeesAsync(string name, Func<Pod, bool> until, string what)
    {
        Pod? last = null;
        return Eventually.Finds(
            async () => (last = await Client.FindAsync<Pod>(new ObjectKey(Home, name), CancellationToken.None)) is { } pod && until(pod) ? pod : null,
            $"pod {name}: {what}",
            Deadline);
    }

    public async Task DeleteAsync(string name, long? grace = null) =>
        await Client.DeleteAsync<Pod>(new ObjectKey(Home, name), new DeleteOptions { GracePeriodSeconds = grace }, CancellationToken.None);

    public Task GoneAsync(string name) => Eventually.Holds(
        async () => await Client.FindAsync<Pod>(new ObjectKey(Home, name), CancellationToken.None) is null, $"pod {name} is gone", Deadline);

    public Task<string> LogAsync(string pod, string query = "") => _http.GetStringAsync(new Uri($"/containerLogs/{Home}/{pod}/c?{query}", UriKind.Relative));

    public static bool IsReady(Pod pod) => pod.Status?.Conditions?.Any(condition => condition is { Type: "Ready", Status: "True" }) == true;

    public static ContainerStatus Status(Pod pod) => pod.Status!.ContainerStatuses![0];

    public async ValueTask DisposeAsync()
    {
        await Agent.DisposeAsync();
        _http.Dispose();
        Client.Dispose();
        await _api.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }
}
