namespace Operator.Api;

/// <summary>What a webhook understands: the values of <c>spec.notifications[].type</c>.</summary>
public static class NotificationType
{
    /// <summary>Slack's incoming webhooks, and whatever takes the same JSON: Mattermost, Rocket.Chat, Zulip.</summary>
    public const string Slack = "Slack";

    /// <summary>Anything that takes the JSON of docs/notifications.md.</summary>
    public const string Webhook = "Webhook";

    public static IReadOnlyList<string> All { get; } = [Slack, Webhook];
}
