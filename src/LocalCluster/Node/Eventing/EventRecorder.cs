using System.Globalization;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Kubernetes.Client;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using LocalCluster.Node.Statuses;

namespace LocalCluster.Node.Eventing;

/// <summary>
/// Writes Events as the kubelet does. What is told again raises the count of the Event that is there. Telling never waits and
/// never fails; when the API server does not keep up, the oldest news are dropped.
/// </summary>
internal sealed partial class EventRecorder : IAsyncDisposable
{
    private const int Capacity = 1000;
    private const string Component = "kubelet";

    private readonly KubeClient _client;
    private readonly string _node;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Channel<(ObjectReference About, PodEvent Event, DateTimeOffset At)> _news =
        Channel.CreateBounded<(ObjectReference, PodEvent, DateTimeOffset)>(
            new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    private readonly Dictionary<(string? Uid, string? FieldPath, PodEvent Event), (ObjectKey Key, int Count)> _known = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _writing;

    public EventRecorder(KubeClient client, string node, TimeProvider time, ILogger<EventRecorder> logger)
    {
        _client = client;
        _node = node;
        _time = time;
        _logger = logger;
        _writing = WriteAllAsync(_stop.Token);
    }

    /// <param name="pod">The pod it is about.</param>
    /// <param name="container">One of its containers, or null for the pod as a whole.</param>
    /// <param name="news">What to tell.</param>
    public void Record(Pod pod, string? container, PodEvent news)
    {
        var list = pod.Spec?.InitContainers?.Any(candidate => candidate.Name == container) == true ? "initContainers" : "containers";
        Record(
            new ObjectReference
            {
                ApiVersion = "v1",
                Kind = "Pod",
                Name = pod.Metadata.Name,
                Namespace = pod.Metadata.Namespace,
                Uid = pod.Metadata.Uid,
                ResourceVersion = pod.Metadata.ResourceVersion,
                FieldPath = container is null ? null : $"spec.{list}{{{container}}}",
            },
            news);
    }

    public void Record(ObjectReference about, PodEvent news) => _news.Writer.TryWrite((about, news, _time.GetUtcNow()));

    public async ValueTask DisposeAsync()
    {
        _news.Writer.TryComplete();
        await _stop.CancelAsync();
        await _writing;
        _stop.Dispose();
    }

    private async Task WriteAllAsync(CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var (about, news, at) in _news.Reader.ReadAllAsync(cancellationToken)) await WriteAsync(about, news, at, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The node stops; the last news are not worth waiting for.
        }
    }

    private async Task WriteAsync(ObjectReference about, PodEvent news, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (_known.Count > Capacity) _known.Clear();
        try
        {
            var identity = (about.Uid, about.FieldPath, news);
            if (_known.TryGetValue(identity, out var known) && await CountAsync(known.Key, known.Count + 1, at, cancellationToken))
            {
                _known[identity] = (known.Key, known.Count + 1);
                return;
            }

            var created = await _client.CreateAsync(Build(about, news, at), null, cancellationToken);
            _known[identity] = (ObjectKey.Of(created), 1);
        }
        catch (Exception e) when (e is ApiException or HttpRequestException or TimeoutException)
        {
            LogNotWritten(_logger, news.Reason, about.Name, e.Message);
        }
    }

    /// <summary>False when the Event is gone: its time is over.</summary>
    private async Task<bool> CountAsync(ObjectKey key, int count, DateTimeOffset at, CancellationToken cancellationToken)
    {
        try
        {
            var patch = new JsonObject { ["count"] = count, ["lastTimestamp"] = WireTime.Format(at) };
            await _client.PatchAsync<CoreEvent>(key, Patch.Merge(patch), null, cancellationToken);
            return true;
        }
        catch (ApiException e) when (e.IsNotFound)
        {
            return false;
        }
    }

    private CoreEvent Build(ObjectReference about, PodEvent news, DateTimeOffset at) => new()
    {
        Metadata = new ObjectMeta
        {
            Name = $"{about.Name}.{((at - DateTimeOffset.UnixEpoch).Ticks * 100).ToString("x", CultureInfo.InvariantCulture)}",
            Namespace = about.Namespace ?? "default",
        },
        InvolvedObject = about,
        Type = news.Type,
        Reason = news.Reason,
        Message = news.Message.Length <= 1024 ? news.Message : news.Message[..1024],
        Source = new EventSource { Component = Component, Host = _node },
        FirstTimestamp = at,
        LastTimestamp = at,
        Count = 1,
        ReportingComponent = Component,
        ReportingInstance = _node,
    };

    [LoggerMessage(4410, LogLevel.Debug, "Did not write Event {Reason} of {Name}: {Error}")]
    private static partial void LogNotWritten(ILogger logger, string reason, string? name, string error);
}
