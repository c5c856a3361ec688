using System.Collections.Concurrent;
using System.Threading.Channels;
using Kubernetes.Client;
using Kubernetes.Models.Core;
using Kubernetes.Models.Events;
using Kubernetes.Models.Meta;
using Operator.Api;
using Operator.Observe;

namespace Operator.Status;

/// <summary>
/// Writes events.k8s.io/v1 Events beside the reconciler's way: a full queue or a server that refuses loses an event, never time. The same
/// event about the same app is written once in ten minutes.
/// </summary>
internal sealed class EventRecorder(KubeClient client, TimeProvider time, ILogger<EventRecorder> logger)
{
    private const int LongestNote = 1024;

    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(10);

    private readonly string _instance = $"{ApiGroup.FieldManager}-{Environment.MachineName}";
    private readonly Channel<Event> _queue = Channel.CreateBounded<Event>(
        new BoundedChannelOptions(1000) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    private readonly ConcurrentDictionary<string, long> _written = new();

    public void Record(Observed observed, IEnumerable<AppEvent> events)
    {
        foreach (var happened in events)
        {
            var key = $"{observed.App.Metadata.Uid} {happened.Reason} {happened.Note}";
            if (_written.TryGetValue(key, out var at) && time.GetElapsedTime(at) < Silence) continue;
            _written[key] = time.GetTimestamp();
            _queue.Writer.TryWrite(Describe(observed, happened));
        }
    }

    /// <summary>Writes what is recorded, until cancelled; then what is left, for a moment.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var next in _queue.Reader.ReadAllAsync(cancellationToken))
            {
                await WriteAsync(next, cancellationToken);
                ForgetOld();
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            using var moment = new CancellationTokenSource(TimeSpan.FromSeconds(1), time);
            while (_queue.Reader.TryRead(out var left)) await WriteAsync(left, moment.Token);
        }
    }

    private async Task WriteAsync(Event happened, CancellationToken cancellationToken)
    {
        try
        {
            await client.CreateAsync(happened, null, cancellationToken);
        }
        catch (Exception e) when (e is ApiException or HttpRequestException or IOException or TimeoutException or OperationCanceledException)
        {
            StatusLog.EventLost(logger, happened.Metadata.Namespace ?? "", happened.Regarding?.Name ?? "", happened.Reason ?? "", e.Message);
        }
    }

    private void ForgetOld()
    {
        if (_written.Count < 1000) return;
        foreach (var (key, at) in _written)
        {
            if (time.GetElapsedTime(at) >= Silence) _written.TryRemove(key, out _);
        }
    }

    private Event Describe(Observed observed, AppEvent happened)
    {
        var now = time.GetUtcNow();
        return new Event
        {
            Metadata = new ObjectMeta { Namespace = observed.Namespace, Name = $"{observed.Name}.{now.UtcTicks:x}{Random.Shared.Next(0x10000):x4}" },
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
                Namespace = observed.Namespace,
                Name = observed.Name,
                Uid = observed.App.Metadata.Uid,
                ResourceVersion = observed.App.Metadata.ResourceVersion,
            },
        };
    }
}
