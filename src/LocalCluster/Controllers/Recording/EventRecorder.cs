using System.Threading.Channels;
using Kubernetes.Client;
using Kubernetes.Models;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;

namespace LocalCluster.Controllers.Recording;

/// <summary>
/// Writes Events beside the work they tell of: recording never waits and never fails. The same Event within ten minutes is counted
/// instead of written again.
/// </summary>
internal sealed partial class EventRecorder
{
    private const int Capacity = 1000;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private readonly Channel<EventDraft> _drafts = Channel.CreateBounded<EventDraft>(
        new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    private readonly Dictionary<object, Written> _written = [];
    private readonly KubeClient _client;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    public EventRecorder(KubeClient client, TimeProvider time, ILoggerFactory loggers)
    {
        _client = client;
        _time = time;
        _logger = loggers.CreateLogger<EventRecorder>();
    }

    public void Normal(Reporter reporter, IKubernetesObject about, string reason, string message, string? action = null) =>
        Record(reporter, about, "Normal", reason, message, action);

    public void Warning(Reporter reporter, IKubernetesObject about, string reason, string message, string? action = null) =>
        Record(reporter, about, "Warning", reason, message, action);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach (var draft in _drafts.Reader.ReadAllAsync(cancellationToken))
        {
            try
            {
                await WriteAsync(draft, cancellationToken);
            }
            catch (Exception e) when (e is ApiException or HttpRequestException or TimeoutException)
            {
                // The object's namespace may be going: an Event is worth no second try.
                Dropped(draft.Reason, draft.About.Kind, draft.About.Name, e.Message);
            }
        }
    }

    private void Record(Reporter reporter, IKubernetesObject about, string type, string reason, string message, string? action) =>
        _drafts.Writer.TryWrite(new EventDraft
        {
            Reporter = reporter,
            About = ReferenceTo(about),
            Type = type,
            Reason = reason,
            // The API refuses longer ones.
            Message = message.Length <= 1024 ? message : message[..1024],
            Action = reporter.Instance is null ? null : action,
        });

    private static ObjectReference ReferenceTo(IKubernetesObject about) => new()
    {
        ApiVersion = about.ApiVersion,
        Kind = about.Kind,
        Namespace = about.Metadata.Namespace,
        Name = about.Metadata.Name,
        Uid = about.Metadata.Uid,
        ResourceVersion = about.Metadata.ResourceVersion,
    };

    private async Task WriteAsync(EventDraft draft, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        Forget(now);
        if (_written.TryGetValue(draft.Identity, out var before) && await CountAsync(draft, before, now, cancellationToken)) return;

        var created = await _client.CreateAsync(EventBody.New(draft, now), null, cancellationToken);
        _written[draft.Identity] = new Written(ObjectKey.Of(created), 1, now);
    }

    private async Task<bool> CountAsync(EventDraft draft, Written before, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            var count = before.Count + 1;
            await _client.PatchAsync<CoreEvent>(before.Key, Patch.Merge(EventBody.Again(draft, count, now)), null, cancellationToken);
            _written[draft.Identity] = before with { Count = count, At = now };
            return true;
        }
        catch (ApiException e) when (e.IsNotFound)
        {
            return false;
        }
    }

    private void Forget(DateTimeOffset now)
    {
        if (_written.Count < Capacity) return;

        foreach (var (identity, _) in _written.Where(entry => now - entry.Value.At > Window).ToList()) _written.Remove(identity);
        if (_written.Count >= Capacity) _written.Clear();
    }

    [LoggerMessage(4200, LogLevel.Debug, "Dropped Event {Reason} about {Kind} {Name}: {Error}")]
    private partial void Dropped(string reason, string? kind, string? name, string error);

    private sealed record Written(ObjectKey Key, int Count, DateTimeOffset At);
}
