using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kubernetes.Models.Authentication;

public sealed record TokenReviewSpec
{
    public string? Token { get; init; }

    public IReadOnlyList<string>? Audiences { get; init; }

    /// <summary>Without the token, which must not reach a log.</summary>
    public override string ToString() => nameof(TokenReviewSpec);

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
