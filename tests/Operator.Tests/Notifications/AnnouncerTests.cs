using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Kubernetes.Models.Meta;
using Microsoft.Extensions.Logging.Abstractions;
using Operator.Api;
using Operator.Apply;
using Operator.Notifications;
using Operator.Observe;
using Operator.Status;

namespace Operator.Tests.Notifications;

public sealed class AnnouncerTests
{
    private static readonly DateTimeOffset Noon = new(2031, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly CounterAppStatus Rest = new()
    {
        Phase = AppPhase.Healthy,
        StableRevision = "web-1",
        Rollout = new RolloutStatus { Revision = "web-1", StartedAt = Noon.AddDays(-1), CompletedAt = Noon.AddDays(-1) },
    };

    private static readonly CounterAppStatus Started = Rest with { Phase = AppPhase.Progressing, Rollout = new RolloutStatus { Revision = "web-2", StartedAt = Noon } };

    private readonly ScriptedServer _hooks = new((_, _) => new HttpResponseMessage(HttpStatusCode.OK));

    [Fact]
    public async Task A_status_that_has_to_be_written_again_is_announced_once_and_by_the_next_operator_under_the_same_id()
    {
        await AnnounceAsync((Rest, Started), (Rest, Started with { Message = "in other words" }));
        await AnnounceAsync((Rest, Started with { Rollout = Started.Rollout! with { StartedAt = Noon.AddSeconds(20) } }));

        Assert.Equal(["Started", "Started"], _hooks.Requests.Select(request => (string?)request.Body!["event"]));
        Assert.Single(_hooks.Requests.Select(request => (string?)request.Body!["id"]).Distinct());
    }

    [Fact]
    public async Task Every_rollout_is_announced_also_to_a_revision_that_has_been_there_before()
    {
        var back = Rest with { Rollout = Rest.Rollout! with { StartedAt = Noon.AddHours(1), CompletedAt = Noon.AddHours(1) } };

        await AnnounceAsync((Rest, Started), (back, Started));

        Assert.Equal(2, _hooks.Requests.Select(request => (string?)request.Body!["id"]).Distinct().Count());
    }

    [Fact]
    public async Task Two_apps_whose_rollouts_look_alike_have_ids_of_their_own()
    {
        await AnnounceAsync((Rest, Started));
        await AnnounceAsync("another-uid", (Rest, Started));

        Assert.Equal(2, _hooks.Requests.Select(request => (string?)request.Body!["id"]).Distinct().Count());
    }

    private Task AnnounceAsync(params (CounterAppStatus Before, CounterAppStatus Now)[] transitions) => AnnounceAsync("uid", transitions);

    /// <summary>One operator, from its start to its end.</summary>
    private async Task AnnounceAsync(string uid, params (CounterAppStatus Before, CounterAppStatus Now)[] transitions)
    {
        var cluster = new ScriptedServer((_, _) => ScriptedServer.Json(HttpStatusCode.OK, new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = "hooks" },
            ["data"] = new JsonObject { ["url"] = Convert.ToBase64String(Encoding.UTF8.GetBytes("https://hooks.test/")) },
        }));
        var events = new EventRecorder(cluster.Client, TimeProvider.System, NullLogger<EventRecorder>.Instance);
        var notifier = new Notifier(new WebhookSecrets(cluster.Client), new WebhookClient(_hooks, TimeProvider.System), events, () => true, TimeProvider.System, NullLogger<Notifier>.Instance);
        var announcer = new Announcer(events, notifier);
        foreach (var (before, now) in transitions) announcer.Announce(Observed(uid, before), now, ApplyReport.Nothing, Noon);
        await notifier.IdleAsync().WaitAsync(TimeSpan.FromSeconds(10));
    }

    private static Observed Observed(string uid, CounterAppStatus status) => new()
    {
        App = new CounterApp
        {
            Metadata = new ObjectMeta { Name = "web", Namespace = "shop", Uid = uid },
            Spec = new CounterAppSpec { Notifications = [new CounterAppNotification { Name = "team", SecretRef = new NotificationSecret { Name = "hooks", Key = "url" } }] },
            Status = status,
        },
    };
}
