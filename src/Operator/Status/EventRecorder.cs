using System.Globalization;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Kubernetes.Client;
using Kubernetes.Models.Core;
using Kubernetes.Models.Events;
using Kubernetes.Models.Meta;
using Kubernetes.Runtime.Queueing;
using Operator.Api;

namespace Operator.Status;

/// <summary>
/// Writes events.k8s.io/v1 Events beside the reconciler's way. <see cref="Record"/> never waits and never fails: when more is told than can be
/// written, or a server refuses, events are lost and counted. What is written and how often is decided by an <see cref="EventSeriesBook"/>.
/// </summary>
internal sealed class EventRecorder
{
    private const int QueueLength = 1000;
    private const int MostTries = 12;
    private const int LongestNote = 1024;

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan FlushTime = TimeSpan.FromSeconds(2);
    private static readonly Backoff Retry = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10), 0.2);

    private readonly KubeClient _client;
    private readonly TimeProvider _time;
    private readonly ILogger<EventRecorder> _logger;
    private readonly EventSeriesBook _book = new();
    private readonly Channel<Event> _queue;
    private readonly string _instance = $"{ApiGroup.FieldManager}-{Environment.MachineName}";

    public EventRecorder(KubeClient client, TimeProvider time, ILogger<EventRecorder> logger)
    {
        (_client, _time, _logger) = (client, time, logger);
        EventMetrics.Begin();
        _queue = Channel.CreateBounded<Event>(
            new BoundedChannelOptions(QueueLength) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true }, dropped => Lost(dropped, "dropped", "too much is happening"));
    }

    public void Record(CounterApp app, IEnumerable<AppEvent> events)
    {
        foreach (var happened in events) _queue.Writer.TryWrite(Describe(app.Metadata, happened));
    }

    /// <summary>Writes what is recorded, until cancelled; then what is left, for a moment.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await NextAsync(cancellationToken);
                await WriteAllAsync(all: false, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await FlushAsync();
        }
    }

    /// <summary>Waits for something to be recorded, or for the time at which series are looked through.</summary>
    private async Task NextAsync(CancellationToken cancellationToken)
    {
        using var look = new CancellationTokenSource(_book.Count > 0 ? LookEvery : Timeout.InfiniteTimeSpan, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, look.Token);
        try
        {
            await _queue.Reader.WaitToReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Time to look.
        }
    }

    private async Task FlushAsync()
    {
        using var moment = new CancellationTokenSource(FlushTime, _time);
        try
        {
            await WriteAllAsync(all: true, moment.Token);
        }
        catch (OperationCanceledException)
        {
            while (_queue.Reader.TryRead(out var left)) Lost(left, "dropped", "the operator stops");
        }
    }

    private async Task WriteAllAsync(bool all, CancellationToken cancellationToken)
    {
        while (_queue.Reader.TryRead(out var happened))
        {
            var suppressed = _book.Suppressed;
            if (_book.Observe(happened, _time.GetUtcNow()) is { } now) await WriteAsync(now, cancellationToken);
            if (_book.Suppressed > suppressed) Lost(happened, "suppressed", "this app has too much to say");
        }

        foreach (var series in _book.Due(_time.GetUtcNow(), all)) await WriteAsync(series, cancellationToken);
    }

    private async Task WriteAsync(Event happened, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await SendAsync(happened, cancellationToken);
                EventMetrics.Count("written");
                return;
            }
            catch (ApiException e) when (e.IsAlreadyExists)
            {
                // An answer that was lost.
                return;
            }
            catch (Exception e) when (MayPass(e) && attempt < MostTries)
            {
                await Task.Delay(Retry.Delay(attempt, Random.Shared.NextDouble()), _time, cancellationToken);
            }
            catch (Exception e) when (e is ApiException or HttpRequestException or IOException or TimeoutException)
            {
                Lost(happened, "failed", e.Message);
                return;
            }
        }
    }

    private async Task SendAsync(Event happened, CancellationToken cancellationToken)
    {
        if (happened.Series is { } series)
        {
            try
            {
                await _client.PatchAsync<Event>(ObjectKey.Of(happened), Patch.Merge(SeriesPatch(series)), null, cancellationToken);
                return;
            }
            catch (ApiException e) when (e.IsNotFound)
            {
                // The server keeps events for an hour only: the series goes on as a new one.
            }
        }

        await _client.CreateAsync(happened, null, cancellationToken);
    }

    private static JsonObject SeriesPatch(EventSeries series) => new()
    {
        ["series"] = new JsonObject { ["count"] = series.Count, ["lastObservedTime"] = series.LastObservedTime?.ToString() },
    };

    private static bool MayPass(Exception e) =>
        e is HttpRequestException or IOException or TimeoutException or ApiException { IsTooManyRequests: true } or ApiException { StatusCode: >= System.Net.HttpStatusCode.InternalServerError };

    private void Lost(Event happened, string result, string why)
    {
        EventMetrics.Count(result);
        StatusLog.EventLost(_logger, happened.Metadata.Namespace ?? "", happened.Regarding?.Name ?? "", happened.Reason ?? "", why);
    }

    private Event Describe(ObjectMeta app, AppEvent happened)
    {
        var now = _time.GetUtcNow();
        return new Event
        {
            Metadata = new ObjectMeta
            {
                Namespace = app.Namespace,
                Name = string.Create(CultureInfo.InvariantCulture, $"{app.Name}.{now.UtcTicks:x}{Random.Shared.Next(0x10000):x4}"),
            },
            EventTime = now,
            Type = happened.IsWarning ? "Warning" : "Normal",
            Reason = happened.Reason,
            Action = happened.Action,
            Note = happened.Note.Length <= LongestNote ? happened.Note : $"{happened.Note[..(LongestNote - 1)]}…",
            ReportingController = $"{ApiGroup.Name}/{ApiGroup.FieldManager}",
            ReportingInstance = _instance,
            Regarding = new ObjectReference
            {
                ApiVersion = CounterApp.Type.ApiVersion,
                Kind = CounterApp.Type.Kind,
                Namespace = app.Namespace,
                Name = app.Name,
                Uid = app.Uid,
                ResourceVersion = app.ResourceVersion,
            },
        };
    }
}
