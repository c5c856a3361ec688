using System.Text.Json.Nodes;
using EndToEnd.Tests.Install;
using Kubernetes.Client;
using Kubernetes.Client.Config;
using Kubernetes.Models;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using LocalCluster;
using Operator.Api;

namespace EndToEnd.Tests.Clusters;

/// <summary>
/// The cluster that <c>COUNTERAPP_TEST_KUBECONFIG</c> names. Playgrounds come one after the other, each in a fresh namespace that is taken
/// away in the end; of the rest of the cluster only the definition of CounterApps is written, and stays.
/// </summary>
internal sealed class NamedCluster : ITestCluster
{
    public const string Variable = "COUNTERAPP_TEST_KUBECONFIG";

    private static readonly TimeSpan NamespaceDeadline = TimeSpan.FromMinutes(3);
    private static readonly SemaphoreSlim Turn = new(1);

    private NamedCluster(string kubeconfig) => (Kubeconfig, Client) = (kubeconfig, new KubeClient(ClientConfig.FromKubeconfig(kubeconfig)));

    /// <summary>Its kubeconfig; null when none is named and every playground starts a local cluster.</summary>
    public static string? File { get; } = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } file ? Path.GetFullPath(file) : null;

    public string Kubeconfig { get; }

    public KubeClient Client { get; }

    public string NodeAddress { get; private set; } = "";

    public IReadOnlyList<string> OperatorFlags => ["--namespace", Playground.Namespace];

    public static async Task<NamedCluster> EnterAsync(string kubeconfig)
    {
        await Turn.WaitAsync();
        try
        {
            var cluster = new NamedCluster(kubeconfig);
            await cluster.PrepareAsync();
            return cluster;
        }
        catch
        {
            Turn.Release();
            throw;
        }
    }

    public Task<string> ReadVolumeAsync(string claim, string file) => new VolumeReader(Client).ReadAsync(claim, file);

    /// <summary>The operator is gone by now: what it would wait for is taken off.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await ClearAsync();
        }
        finally
        {
            Client.Dispose();
            Turn.Release();
        }
    }

    private async Task PrepareAsync()
    {
        foreach (var manifest in ConfigFiles.Definitions().SelectMany(Manifest.ReadAll)) await new StrictApply(Client).ApplyAsync(manifest);
        await ClearAsync();
        await Client.CreateAsync(new Namespace { Metadata = new ObjectMeta { Name = Playground.Namespace } }, null, CancellationToken.None);
        await Eventually.Holds(
            async () => await Client.FindAsync<ServiceAccount>(Playground.Key("default"), CancellationToken.None) is not null,
            "the namespace's default service account");
        NodeAddress = AddressOf(await Client.ListAsync<ClusterNode>(new ListOptions(), CancellationToken.None));
    }

    private async Task ClearAsync()
    {
        foreach (var app in (await Client.ListAsync<CounterApp>(new ListOptions { Namespace = Playground.Namespace }, CancellationToken.None)).Items)
            await LetGoAsync(app.Metadata.Name!);
        var key = new ObjectKey(null, Playground.Namespace);
        if (await Client.FindAsync<Namespace>(key, CancellationToken.None) is null) return;
        await Client.DeleteAsync<Namespace>(key, null, CancellationToken.None);
        await Eventually.Holds(async () => await Client.FindAsync<Namespace>(key, CancellationToken.None) is null, $"namespace {Playground.Namespace} gone", NamespaceDeadline);
    }

    private async Task LetGoAsync(string app)
    {
        try
        {
            await Client.PatchAsync<CounterApp>(Playground.Key(app), Patch.Merge(JsonNode.Parse("""{"metadata":{"finalizers":null}}""")!.AsObject()), null, CancellationToken.None);
        }
        catch (ApiException e) when (e.IsNotFound)
        {
            // It is gone already.
        }
    }

    private static string AddressOf(ResourceList<ClusterNode> nodes) =>
        nodes.Items.SelectMany(node => node.Status?.Addresses ?? []).FirstOrDefault(address => address.Type == "InternalIP")?.Address
        ?? throw new InvalidOperationException("No node of the cluster has an InternalIP, so that node ports cannot be reached.");
}
