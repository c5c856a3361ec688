using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Operator.Api;

/// <summary>An annotation that has been acted on, so that it acts once even if the operator dies before taking it off.</summary>
public sealed record HandledAction
{
    [Description("Name of the annotation.")]
    [Required]
    public string Annotation { get; init; } = "";

    [Description("Its value.")]
    public string? Value { get; init; }

    [Description("Whether what it asks for was done. Otherwise the answer says why not.")]
    public bool? Done { get; init; }

    [Description("What came of it, in a sentence.")]
    public string? Answer { get; init; }
}
