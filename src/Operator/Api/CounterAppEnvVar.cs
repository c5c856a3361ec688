using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Operator.Api.Definitions;

namespace Operator.Api;

/// <summary>One environment variable of the app.</summary>
[Rule("!(has(self.value) && has(self.valueFrom))", "an environment variable has either value or valueFrom: remove one of the two")]
public sealed record CounterAppEnvVar
{
    [Description("Name of the variable.")]
    [Required, MinLength(1), MaxLength(253)]
    [RegularExpression("^[ -<>-~]+$")]
    public string Name { get; init; } = "";

    [Description("Value of the variable.")]
    [MaxLength(65536)]
    public string? Value { get; init; }

    [Description("Where the value comes from.")]
    public CounterAppEnvSource? ValueFrom { get; init; }
}
