using Microsoft.Extensions.Logging.Abstractions;

namespace LocalCluster;

/// <summary>How a cluster is started. The defaults suit a test: any free port, any free slot, a data directory of its own.</summary>
internal sealed record ClusterOptions
{
    /// <summary>The API server's port on 127.0.0.1; 0 takes any free one.</summary>
    public int Port { get; init; }

    /// <summary>Where volumes, certificates and logs live. Volumes are found again by a later cluster on the same directory.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>The Kubernetes minor version that the API server presents.</summary>
    public string Version { get; init; } = "1.36";

    /// <summary>The address that node ports listen on; null takes the slot's own, so that clusters do not meet.</summary>
    public string? NodeAddress { get; init; }

    /// <summary>The first wait before a crashed container is started again; it doubles up to 30 times this.</summary>
    public TimeSpan CrashBackOff { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether there is a node. Without one pods are created and stay Pending: for many apps at once, where no pod has to run.</summary>
    public bool HasNode { get; init; } = true;

    /// <summary>How many of the last requests the API server remembers, for a test to look at.</summary>
    public int RequestsKept { get; init; } = 100_000;

    /// <summary>Whether the data directory is deleted when the cluster ends.</summary>
    public bool OwnsDataDirectory { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public ILoggerFactory Loggers { get; init; } = NullLoggerFactory.Instance;
}
