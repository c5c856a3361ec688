using Kubernetes.Client;

namespace EndToEnd.Tests.Clusters;

/// <summary>Where a playground's apps run: a local cluster of its own in this process, or the cluster that somebody has named.</summary>
internal interface ITestCluster : IAsyncDisposable
{
    string Kubeconfig { get; }

    KubeClient Client { get; }

    /// <summary>Where node ports are reached.</summary>
    string NodeAddress { get; }

    /// <summary>The flags that keep an operator to what is the playground's.</summary>
    IReadOnlyList<string> OperatorFlags { get; }

    /// <summary>What is in a file of a claim's volume, as a process outside of its pod reads it.</summary>
    Task<string> ReadVolumeAsync(string claim, string file);
}
