namespace LocalCluster.ApiServer;

/// <summary>How an API server is set up.</summary>
public sealed record ApiOptions
{
    /// <summary>On 127.0.0.1; 0 takes any free one.</summary>
    public int Port { get; init; }

    /// <summary>Keeps the authority, the certificates and the key of service-account tokens between starts.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>The Kubernetes minor version to report, "1.36".</summary>
    public string Version { get; init; } = "1.36";

    /// <summary>Where cluster IPs come from.</summary>
    public string ServiceCidr { get; init; } = "127.16.201.0/24";

    public int FirstNodePort { get; init; } = 30000;

    public int LastNodePort { get; init; } = 32767;

    /// <summary>What the node's own endpoint wants to see before it serves logs, exec and proxied requests.</summary>
    public string? NodeToken { get; init; }

    /// <summary>How many of the last requests <see cref="ApiHost.Requests"/> keeps.</summary>
    public int RequestsKept { get; init; } = 100_000;

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
