using Kubernetes.Client;
using LocalCluster;

namespace EndToEnd.Tests.Clusters;

/// <summary>A local cluster in this process, of which tests see the inside.</summary>
internal sealed class EmbeddedCluster : ITestCluster
{
    private readonly string _dataDirectory;

    private EmbeddedCluster(Cluster cluster, string dataDirectory)
    {
        _dataDirectory = dataDirectory;
        Inside = cluster;
        Kubeconfig = Path.Combine(dataDirectory, "kubeconfig");
        Client = cluster.Connect();
    }

    public Cluster Inside { get; }

    public string Kubeconfig { get; }

    public KubeClient Client { get; }

    public string NodeAddress => Inside.NodeAddress;

    public IReadOnlyList<string> OperatorFlags => [];

    public static async Task<EmbeddedCluster> StartAsync(ClusterOptions options)
    {
        var cluster = new EmbeddedCluster(await Cluster.StartAsync(options, CancellationToken.None), options.DataDirectory);
        cluster.Inside.Api.WriteKubeconfig(cluster.Kubeconfig);
        foreach (var file in ConfigFiles.Definitions()) await new ManifestLoader(cluster.Client, TimeProvider.System).LoadAsync(file, CancellationToken.None);
        return cluster;
    }

    public Task<string> ReadVolumeAsync(string claim, string file) =>
        File.ReadAllTextAsync(Path.Combine(_dataDirectory, "volumes", Playground.Namespace, claim, file));

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Inside.DisposeAsync();
    }
}
