using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Operator.Api.Definitions;

namespace Operator.Api.Strategies;

/// <summary>A header or cookie by name, and what its value has to be.</summary>
[Rule("[has(self.exact), has(self.prefix), has(self.regex)].filter(given, given).size() == 1",
    "a header or cookie is compared by exactly one of exact, prefix and regex")]
public sealed record ValueMatch
{
    [Description("Name of the header or cookie.")]
    [Required, MinLength(1), MaxLength(256)]
    public string Name { get; init; } = "";

    [Description("The whole value.")]
    [MaxLength(4096)]
    public string? Exact { get; init; }

    [Description("How the value begins.")]
    [MinLength(1), MaxLength(4096)]
    public string? Prefix { get; init; }

    [Description("A regular expression that the whole value has to match.")]
    [MinLength(1), MaxLength(1024)]
    public string? Regex { get; init; }
}
