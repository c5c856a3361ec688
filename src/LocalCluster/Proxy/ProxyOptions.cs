using System.Net;

namespace LocalCluster.Proxy;

/// <summary>How services are served on this machine.</summary>
internal sealed record ProxyOptions
{
    /// <summary>Where node ports are served.</summary>
    public IPAddress NodeAddress { get; init; } = IPAddress.Loopback;

    /// <summary>The node's name, for Events.</summary>
    public string NodeName { get; init; } = "node-1";

    /// <summary>The wait before a port in use by another program is tried again; doubled each time.</summary>
    public TimeSpan PortRetryBase { get; init; } = TimeSpan.FromSeconds(1);

    public TimeSpan PortRetryMaximum { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long one pod may take to accept a connection before the next one is tried.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
