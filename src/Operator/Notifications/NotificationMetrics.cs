using System.Diagnostics.Metrics;
using Operator.Api;

namespace Operator.Notifications;

/// <summary>What became of the notifications, by the type of their webhook.</summary>
internal static class NotificationMetrics
{
    public const string Sent = "sent";

    /// <summary>Given up after all tries.</summary>
    public const string Failed = "failed";

    /// <summary>Not tried again, because the webhook cannot be used.</summary>
    public const string Refused = "refused";

    /// <summary>Not tried, or not to the end: too many waited, or the operator stopped.</summary>
    public const string Dropped = "dropped";

    private static readonly Counter<long> Notifications = new Meter("Operator.Notifications").CreateCounter<long>(
        "counterapp_notifications_total", description: "Notifications to webhooks by what became of them: sent, failed, refused or dropped");

    public static void Begin()
    {
        foreach (var type in NotificationType.All)
        {
            foreach (var result in (string[])[Sent, Failed, Refused, Dropped]) Add(type, result, 0);
        }
    }

    public static void Count(Notification notification, string result) => Add(notification.Webhook.Type, result, 1);

    private static void Add(string type, string result, long by) =>
        Notifications.Add(by, new KeyValuePair<string, object?>("type", type), new KeyValuePair<string, object?>("result", result));
}
