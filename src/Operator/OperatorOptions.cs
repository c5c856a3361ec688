using System.Net;

namespace Operator;

/// <summary>What the command line says. Flags and defaults are those of kubebuilder's managers.</summary>
internal sealed record OperatorOptions
{
    public string? Kubeconfig { get; init; }

    public string? Context { get; init; }

    /// <summary>The namespaces that are looked after; none means all.</summary>
    public IReadOnlyList<string> Namespaces { get; init; } = [];

    public bool LeaderElect { get; init; }

    /// <summary>Where the lease lives; null: the namespace of the pod or of the context.</summary>
    public string? LeaderElectionNamespace { get; init; }

    /// <summary>Null: no metrics are served.</summary>
    public IPEndPoint? MetricsAddress { get; init; }

    /// <summary>Serve metrics over HTTPS, and only to those whom the cluster allows to read them.</summary>
    public bool MetricsSecure { get; init; }

    /// <summary>The folder of the certificate for metrics; null: one is made for this process.</summary>
    public string? MetricsCertPath { get; init; }

    public string MetricsCertName { get; init; } = "tls.crt";

    public string MetricsCertKey { get; init; } = "tls.key";

    public bool EnableHttp2 { get; init; }

    /// <summary>Null: no probes are served.</summary>
    public IPEndPoint? ProbeAddress { get; init; }

    public int MaxConcurrentReconciles { get; init; } = 4;

    public bool LogsJson { get; init; }

    public LogLevel LogLevel { get; init; } = LogLevel.Information;
}
