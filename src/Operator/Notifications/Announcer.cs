using Operator.Api;
using Operator.Apply;
using Operator.Observe;
using Operator.Status;

namespace Operator.Notifications;

/// <summary>Makes known what has happened to an app: as Events, to webhooks and in metrics. The same transition is made known once, also when its status has to be written again.</summary>
internal sealed class Announcer
{
    private const int MostRemembered = 10_000;

    private readonly EventRecorder _events;
    private readonly Notifier _notifier;
    private readonly Lock _gate = new();
    private readonly HashSet<(string?, string)> _told = [];
    private readonly Queue<(string?, string)> _order = [];

    public Announcer(EventRecorder events, Notifier notifier)
    {
        (_events, _notifier) = (events, notifier);
        RolloutMetrics.Begin();
    }

    public void Announce(Observed observed, CounterAppStatus status, ApplyReport report, DateTimeOffset now)
    {
        var (before, app) = (observed.App.Status, observed.App.Metadata.Uid);
        var news = AppEvents.Between(before, status, report).Where(happened => happened.Transition is null || IsNew(app, happened.Transition)).ToList();
        _events.Record(observed.App, news);
        _notifier.Enqueue(Notification.From(observed, status, news, now));
        if (RolloutMetrics.EndsPause(before, status) && IsNew(app, Transition.Of(before, nameof(RolloutMetrics.EndsPause)))) RolloutMetrics.CountPause(before!.Rollout!, now);
        RolloutMetrics.Count(before, status, news, now);
    }

    private bool IsNew(string? app, string transition)
    {
        lock (_gate)
        {
            if (!_told.Add((app, transition))) return false;
            _order.Enqueue((app, transition));
            if (_order.Count > MostRemembered) _told.Remove(_order.Dequeue());
            return true;
        }
    }
}
