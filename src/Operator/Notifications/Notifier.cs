using System.Collections.Concurrent;
using Kubernetes.Runtime.Queueing;
using Operator.Status;

namespace Operator.Notifications;

/// <summary>
/// Tells webhooks beside the reconciler's way. <see cref="Enqueue"/> never waits and never fails. Each webhook is told one thing after the
/// other, in order; a slow one holds up no other. What fails in a way that may pass is tried again for five minutes. What cannot be told is
/// lost and counted, and a Warning says once what is wrong with the webhook.
/// </summary>
internal sealed class Notifier : IAsyncDisposable
{
    private const int MostWaiting = 1000;

    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan FlushTime = TimeSpan.FromSeconds(2);
    private static readonly Backoff Retry = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60), 0.2);

    private readonly WebhookSecrets _secrets;
    private readonly WebhookClient _webhooks;
    private readonly EventRecorder _events;
    private readonly Func<bool> _mayTell;
    private readonly TimeProvider _time;
    private readonly ILogger<Notifier> _logger;
    private readonly Lock _gate = new();
    private readonly Dictionary<(string?, string), Lane> _lanes = [];
    private readonly ConcurrentDictionary<(string?, string), string> _complaints = new();
    private readonly CancellationTokenSource _stop = new();
    private int _waiting;

    /// <param name="mayTell">Whether this operator leads: another one may tell the same by now if it does not.</param>
    public Notifier(WebhookSecrets secrets, WebhookClient webhooks, EventRecorder events, Func<bool> mayTell, TimeProvider time, ILogger<Notifier> logger)
    {
        (_secrets, _webhooks, _events, _mayTell, _time, _logger) = (secrets, webhooks, events, mayTell, time, logger);
        NotificationMetrics.Begin();
    }

    public void Enqueue(IEnumerable<Notification> notifications)
    {
        foreach (var notification in notifications)
        {
            if (!TryEnqueue(notification)) Lost(notification, NotificationMetrics.Dropped, "too many notifications wait");
        }
    }

    /// <summary>Completes when nothing waits that waits now.</summary>
    public Task IdleAsync()
    {
        lock (_gate) return Task.WhenAll(_lanes.Values.Select(lane => lane.Tail));
    }

    /// <summary>Tells what is left for a moment, and lets go of the rest.</summary>
    public async ValueTask DisposeAsync()
    {
        var all = IdleAsync();
        await Task.WhenAny(all, Task.Delay(FlushTime, _time, CancellationToken.None));
        await _stop.CancelAsync();
        await all;
        _stop.Dispose();
        _webhooks.Dispose();
    }

    private bool TryEnqueue(Notification notification)
    {
        lock (_gate)
        {
            if (_waiting >= MostWaiting || _stop.IsCancellationRequested) return false;
            _waiting++;
            if (!_lanes.TryGetValue(notification.Receiver, out var lane)) _lanes[notification.Receiver] = lane = new Lane();
            var before = lane.Tail;
            lane.Waiting++;
            lane.Tail = Task.Run(() => InTurnAsync(before, notification), CancellationToken.None);
            return true;
        }
    }

    private async Task InTurnAsync(Task before, Notification notification)
    {
        var until = _time.GetUtcNow() + GiveUpAfter;
        await before;
        try
        {
            await DeliverAsync(notification, until, _stop.Token);
        }
        catch (OperationCanceledException)
        {
            Lost(notification, NotificationMetrics.Dropped, "the operator stops");
        }
        catch (Exception e)
        {
            // A defect, which must not keep back what comes after it. Its message may have the address in it.
            Lost(notification, NotificationMetrics.Failed, e.GetType().Name);
        }

        lock (_gate)
        {
            _waiting--;
            if (--_lanes[notification.Receiver].Waiting == 0) _lanes.Remove(notification.Receiver);
        }
    }

    private async Task DeliverAsync(Notification notification, DateTimeOffset until, CancellationToken cancellationToken)
    {
        for (var failures = 1; ; failures++)
        {
            var delivery = await TryAsync(notification, cancellationToken);
            if (delivery is Delivery.Failed failed && Wait(failed, failures) is var wait && _time.GetUtcNow() + wait <= until)
            {
                NotificationLog.TriedAgain(_logger, notification.Webhook.Name, notification.Payload.Namespace, notification.Payload.App, wait, failed.Why);
                await Task.Delay(wait, _time, cancellationToken);
                continue;
            }

            Conclude(notification, delivery);
            return;
        }
    }

    private async Task<Delivery> TryAsync(Notification notification, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!_mayTell()) throw new OperationCanceledException("Another operator leads.");
        var (address, problem) = await _secrets.ReadAsync(notification, cancellationToken);
        return address is null ? problem! : await _webhooks.PostAsync(address, notification, cancellationToken);
    }

    private static TimeSpan Wait(Delivery.Failed failed, int failures)
    {
        var wait = Retry.Delay(failures, Random.Shared.NextDouble());
        return failed.RetryAfter is { } told && told > wait ? told : wait;
    }

    private void Conclude(Notification notification, Delivery delivery)
    {
        switch (delivery)
        {
            case Delivery.Sent:
                _complaints.TryRemove(notification.Receiver, out _);
                NotificationMetrics.Count(notification, NotificationMetrics.Sent);
                NotificationLog.Sent(_logger, notification.Webhook.Name, notification.Payload.Namespace, notification.Payload.App, notification.Payload.Event);
                break;
            case Delivery.Unusable unusable:
                Lost(notification, NotificationMetrics.Refused, unusable.Why);
                Complain(notification, unusable.Why);
                break;
            case Delivery.Failed failed:
                Lost(notification, NotificationMetrics.Failed, failed.Why);
                Complain(notification, $"{failed.Why}, for {GiveUpAfter.TotalMinutes} minutes and more: is it up, and can the operator reach it?");
                break;
        }
    }

    /// <summary>Once for each thing that is wrong with a webhook, and again when it had been right in between.</summary>
    private void Complain(Notification notification, string why)
    {
        if (_complaints.Count >= MostWaiting) _complaints.Clear();
        if (_complaints.TryGetValue(notification.Receiver, out var known) && known == why) return;
        _complaints[notification.Receiver] = why;
        _events.Record(notification.App, [new AppEvent(true, "NotificationFailed", "Notify", $"Webhook {notification.Webhook.Name} cannot be told: {why.TrimEnd('.', '?')}{(why.EndsWith('?') ? "?" : ".")}")]);
    }

    private void Lost(Notification notification, string result, string why)
    {
        NotificationMetrics.Count(notification, result);
        NotificationLog.Lost(_logger, notification.Webhook.Name, notification.Payload.Namespace, notification.Payload.App, notification.Payload.Event, why);
    }

    /// <summary>What one webhook is still to be told, one after the other.</summary>
    private sealed class Lane
    {
        public Task Tail { get; set; } = Task.CompletedTask;

        public int Waiting { get; set; }
    }
}
