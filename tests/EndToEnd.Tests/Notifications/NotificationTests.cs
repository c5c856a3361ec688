using Kubernetes.Client;
using Kubernetes.Models.Core;
using Kubernetes.Models.Events;
using Kubernetes.Models.Meta;
using Operator.Api;
using Operator.Api.Strategies;

namespace EndToEnd.Tests.Notifications;

/// <summary>A canary from its start to its end, as real webhooks and the Events of the cluster tell it.</summary>
public sealed class NotificationTests
{
    private static readonly string[] Course = [NotificationEvent.Started, NotificationEvent.Step, NotificationEvent.Paused, NotificationEvent.Promoted, NotificationEvent.Finished];

    [Fact]
    public async Task Webhooks_are_told_each_transition_once_in_order_and_so_are_the_events_of_the_cluster()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var playground = await Playground.StartAsync();
        await StartAsync(playground, receiver);
        await using var traffic = await playground.VisitAsync("web");

        await playground.PatchAsync("web", """{"spec":{"image":"counterapp:2.0"}}""");
        var paused = await Eventually.Finds(async () => await playground.FindAppAsync("web") is { Status.Phase: AppPhase.Paused } app ? app : null, "web paused", TimeSpan.FromSeconds(60));
        await playground.PatchAsync("web", """{"metadata":{"annotations":{"counterapp.io/promote":"next"}}}""");
        var finished = await playground.ReadyAsync("web", 2, TimeSpan.FromSeconds(60));
        await traffic.EndAsync(Promise.NoVisitIsLost);

        await Eventually.Succeeds(() => Task.Run(() => Assert.Equal(Course, receiver.At("/audit").Select(one => (string?)one.Body["event"]))));
        Assert.All(receiver.At("/audit"), one => Assert.Equal((one.Key, Playground.Namespace, "web", "Canary"), ((string?)one.Body["id"], (string?)one.Body["namespace"], (string?)one.Body["app"], (string?)one.Body["strategy"])));
        Assert.Equal(Course.Length, receiver.At("/audit").Select(one => one.Key).Distinct().Count());
        var pause = receiver.At("/audit")[2].Body;
        Assert.Equal((paused.Status!.Message, "1/2 50%", finished.Status!.UpdateRevision), ((string?)pause["message"], (string?)pause["step"], (string?)pause["revision"]));

        // Slack was asked for two of them only.
        await Eventually.Succeeds(() => Task.Run(() => Assert.Equal(2, receiver.At("/slack").Count)));
        Assert.StartsWith($"{Playground.Namespace}/web: Paused 1/2 50% – Step 2 of 2", (string?)receiver.At("/slack")[0].Body["text"], StringComparison.Ordinal);
        Assert.Contains($"kubectl annotate counterapp web -n {Playground.Namespace} counterapp.io/promote=next", (string?)receiver.At("/slack")[0].Body["text"], StringComparison.Ordinal);
        Assert.StartsWith($"{Playground.Namespace}/web: Finished", (string?)receiver.At("/slack")[1].Body["text"], StringComparison.Ordinal);

        await EventsAsync(playground);
        Assert.Equal(2, receiver.Refused);
        Assert.DoesNotContain(receiver.Address.Authority, playground.OperatorLog, StringComparison.Ordinal);
    }

    private static async Task StartAsync(Playground playground, WebhookReceiver receiver)
    {
        var addresses = new Dictionary<string, string> { ["audit"] = new Uri(receiver.Address, "audit").ToString(), ["slack"] = new Uri(receiver.Address, "slack").ToString() };
        await playground.Client.CreateAsync(new Secret { Metadata = new ObjectMeta { Name = "webhooks", Namespace = Playground.Namespace }, StringData = addresses }, null, CancellationToken.None);
        var app = AnApp.Named("web", replicas: 2);
        await playground.CreateAsync(app with
        {
            Spec = app.Spec with
            {
                UpdateStrategy = new UpdateStrategy
                {
                    Type = StrategyType.Canary,
                    Canary = new CanaryStrategy { Steps = [new CanaryStep { SetWeight = 50 }, new CanaryStep { Pause = new CanaryPause() }] },
                },
                Notifications =
                [
                    Webhook("audit", NotificationType.Webhook, "audit"),
                    Webhook("team", NotificationType.Slack, "slack") with { Events = [NotificationEvent.Paused, NotificationEvent.Finished] },
                    Webhook("nobody", NotificationType.Webhook, "missing"),
                ],
            },
        });
        await playground.ReadyAsync("web", 2, TimeSpan.FromSeconds(60));
    }

    private static CounterAppNotification Webhook(string name, string type, string key) =>
        new() { Name = name, Type = type, SecretRef = new NotificationSecret { Name = "webhooks", Key = key } };

    /// <summary>One for each transition, none of them twice, and one for the webhook that cannot be used.</summary>
    private static Task EventsAsync(Playground playground) => Eventually.Succeeds(async () =>
    {
        var events = (await playground.Client.ListAsync<Event>(new ListOptions { Namespace = Playground.Namespace }, CancellationToken.None)).Items
            .Where(one => one.Regarding is { Kind: "CounterApp", Name: "web" } && one.Reason is not ("Created" or "Updated" or "Removed"))
            .ToList();
        Assert.All(events, one => Assert.Null(one.Series));
        Assert.Equal(
            ["ActionDone", "Healthy", "RolloutCompleted", "RolloutPaused", "RolloutStarted", "RolloutStepCompleted"],
            events.Select(one => one.Reason).Where(reason => reason != "NotificationFailed").Order(StringComparer.Ordinal));
        Assert.Equal(
            "Webhook nobody cannot be told: Secret webhooks has no key missing: add it, with the address as its value, or correct secretRef.key.",
            Assert.Single(events, one => one.Reason == "NotificationFailed").Note);
    });
}
