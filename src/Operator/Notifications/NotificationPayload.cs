using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Operator.Notifications;

/// <summary>What a webhook is told, in the words of docs/notifications.md. Every field is always there; one that has no value is null.</summary>
internal sealed record NotificationPayload
{
    /// <summary>Readable: this is no part of any page.</summary>
    public static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.Never,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The same whenever the same transition of the same app is told, so that a receiver can drop what it has already.</summary>
    public required string Id { get; init; }

    /// <summary>When the operator saw it, in UTC, to the second.</summary>
    public required DateTime Time { get; init; }

    /// <summary>One of <see cref="Api.NotificationEvent"/>.</summary>
    public required string Event { get; init; }

    public required string Namespace { get; init; }

    public required string App { get; init; }

    public string? Phase { get; init; }

    public string? Strategy { get; init; }

    public string? Step { get; init; }

    public string? Revision { get; init; }

    public string? StableRevision { get; init; }

    public required string Message { get; init; }

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, Options);
}
