using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Operator.Api;

/// <summary>The last known count of one volume, kept while its pod is away.</summary>
public sealed record VolumeVisits
{
    [Description("Name of the claim.")]
    [Required]
    public string Claim { get; init; } = "";

    [Description("Visits counted on it.")]
    public long? Visits { get; init; }
}
