using System.Net;
using System.Security.Cryptography;
using Kubernetes.Client.Config;

namespace LocalCluster.Node;

/// <summary>How the one node of a local cluster is set up.</summary>
internal sealed record NodeOptions
{
    public string Name { get; init; } = "node-1";

    /// <summary>Keeps clusters on one machine apart: pods get addresses of 127.&lt;slot&gt;.1.0 to 127.&lt;slot&gt;.200.255.</summary>
    public required int Slot { get; init; }

    /// <summary>Logs, volumes and working files of pods. What belongs to a pod is removed with it.</summary>
    public required string Directory { get; init; }

    /// <summary>Where node ports are served and the node's own endpoint listens.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>Who knows it may read logs and run commands in pods: the API server.</summary>
    public string EndpointToken { get; init; } = RandomNumberGenerator.GetHexString(64, lowercase: true);

    /// <summary>The API server as pods see it; null leaves KUBERNETES_SERVICE_HOST and _PORT out of their environment.</summary>
    public ClientConfig? ApiServer { get; init; }

    /// <summary>The built CounterApp.dll; null looks for it beside this build.</summary>
    public string? CounterAppAssembly { get; init; }

    public string KubernetesVersion { get; init; } = "v1.36.2";

    /// <summary>The wait before a container's second restart; doubled for each further one. 10 s in a real cluster.</summary>
    public TimeSpan RestartBackoffBase { get; init; } = TimeSpan.FromSeconds(10);

    public TimeSpan RestartBackoffMaximum { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The same for trying to pull an image again.</summary>
    public TimeSpan ImageBackoffBase { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a failed pull is shown as ErrImagePull before it becomes ImagePullBackOff.</summary>
    public TimeSpan ImageErrorShown { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How often what pods mount from config maps, secrets and tokens is brought up to date.</summary>
    public TimeSpan VolumeRefresh { get; init; } = TimeSpan.FromSeconds(60);

    public TimeSpan HeartbeatInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>All pods have stopped so long after the node is disposed, by force if need be.</summary>
    public TimeSpan StopDeadline { get; init; } = TimeSpan.FromSeconds(5);

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
