using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Operator.Api.Definitions;

namespace Operator.Api;

/// <summary>A webhook that is told how rollouts go.</summary>
public sealed record CounterAppNotification
{
    [Description("Name of the webhook, for messages about it.")]
    [Required, MinLength(1), MaxLength(63), RegularExpression("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")]
    public string Name { get; init; } = "";

    [Description("Slack: one line of text, as Slack's incoming webhooks take it. Webhook: the JSON of docs/notifications.md.")]
    [Required, AllowedValues(NotificationType.Slack, NotificationType.Webhook)]
    public string Type { get; init; } = NotificationType.Webhook;

    [Description("Where the address of the webhook stands.")]
    [Required]
    public NotificationSecret SecretRef { get; init; } = new();

    [Description("What it is told of; all of it when nothing is listed.")]
    [UniqueItems, MaxLength(7)]
    [AllowedValues(
        NotificationEvent.Started, NotificationEvent.Step, NotificationEvent.Paused, NotificationEvent.Promoted, NotificationEvent.Aborted, NotificationEvent.Finished, NotificationEvent.Degraded)]
    public IReadOnlyList<string>? Events { get; init; }

    public bool Wants(string notificationEvent) => Events is null or { Count: 0 } || Events.Contains(notificationEvent);
}
