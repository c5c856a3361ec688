using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Operator.Api.Definitions;

namespace Operator.Api.Strategies;

/// <summary>A kind of request: all of its headers and all of its cookies have to fit.</summary>
[Rule("has(self.headers) || has(self.cookies)", "a match needs headers or cookies: an empty one would fit every request")]
public sealed record RequestMatch
{
    [Description("Headers that the request has to carry.")]
    [KeyedBy("name"), MinLength(1), MaxLength(16)]
    public IReadOnlyList<ValueMatch>? Headers { get; init; }

    [Description("Cookies that the request has to carry.")]
    [KeyedBy("name"), MinLength(1), MaxLength(16)]
    public IReadOnlyList<ValueMatch>? Cookies { get; init; }
}
