using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Operator.Api.Strategies;

/// <summary>A number in a JSON document.</summary>
public sealed record HttpProvider
{
    [Description("Address of the document. {{name}}, {{namespace}}, {{revision}} and {{stableRevision}} stand for those of the rollout.")]
    [Required, MinLength(1), MaxLength(2048)]
    [RegularExpression("^https?://.+$")]
    public string Url { get; init; } = "";

    [Description("Where the number stands, for example {.data.errorRate}. The whole document when it is not set.")]
    [MaxLength(1024)]
    public string? JsonPath { get; init; }

    [Description("Seconds to wait for an answer.")]
    [Range(1, 300)]
    public int TimeoutSeconds { get; init; } = 10;

    [Description("Secret in the same namespace that holds a bearer token for the server.")]
    public KeyReference? TokenSecretRef { get; init; }
}
