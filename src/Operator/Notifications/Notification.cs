using System.Text.Json.Nodes;
using Operator.Api;
using Operator.Observe;
using Operator.Status;

namespace Operator.Notifications;

/// <summary>One thing to tell one webhook.</summary>
internal sealed record Notification(CounterApp App, CounterAppNotification Webhook, NotificationPayload Payload)
{
    /// <summary>The webhook that it goes to. Those of one app come from its own namespace, so that equal names are not the same webhook.</summary>
    public (string? AppUid, string Webhook) Receiver => (App.Metadata.Uid, Webhook.Name);

    /// <summary>What each of the app's webhooks wants to hear of what happened.</summary>
    public static IReadOnlyList<Notification> From(Observed observed, CounterAppStatus status, IEnumerable<AppEvent> events, DateTimeOffset now) =>
    [
        .. from happened in events
           where happened.Notifies is not null
           let payload = Describe(observed, status, happened, now)
           from webhook in observed.App.Spec.Notifications ?? []
           where webhook.Wants(payload.Event)
           select new Notification(observed.App, webhook, payload),
    ];

    private static NotificationPayload Describe(Observed observed, CounterAppStatus status, AppEvent happened, DateTimeOffset now) => new()
    {
        Id = Fingerprint.Of(new JsonArray(observed.App.Metadata.Uid, happened.Transition)),
        Time = now.UtcDateTime.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond)),
        Event = happened.Notifies!,
        Namespace = observed.Namespace,
        App = observed.Name,
        Phase = status.Phase,
        Strategy = status.Rollout?.Strategy,
        Step = status.Rollout?.Step,
        Revision = status.Rollout?.Revision,
        StableRevision = status.StableRevision,
        Message = happened.Note,
    };
}
