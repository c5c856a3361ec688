using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Operator.Api.Strategies;

/// <summary>A query to a Prometheus server.</summary>
public sealed record PrometheusProvider
{
    [Description("Address of the server, for example http://prometheus.monitoring:9090.")]
    [Required, MinLength(1), MaxLength(2048)]
    [RegularExpression("^https?://.+$")]
    public string Address { get; init; } = "";

    [Description("Query that gives one number. {{name}}, {{namespace}}, {{revision}} and {{stableRevision}} stand for those of the rollout.")]
    [Required, MinLength(1), MaxLength(4096)]
    public string Query { get; init; } = "";

    [Description("Seconds to wait for an answer.")]
    [Range(1, 300)]
    public int TimeoutSeconds { get; init; } = 10;

    [Description("Secret in the same namespace that holds a bearer token for the server.")]
    public KeyReference? TokenSecretRef { get; init; }
}
