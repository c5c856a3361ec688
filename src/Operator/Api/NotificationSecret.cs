using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Operator.Api;

/// <summary>One key of a Secret in the app's own namespace.</summary>
public sealed record NotificationSecret
{
    [Description("Name of the Secret, in the namespace of the app.")]
    [Required, MinLength(1), MaxLength(253)]
    public string Name { get; init; } = "";

    [Description("Key whose value is the address, for example https://hooks.example.com/abc.")]
    [Required, MinLength(1), MaxLength(253)]
    public string Key { get; init; } = "";
}
