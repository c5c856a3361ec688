using System.Net;
using System.Text.Json;
using Kubernetes.Client;
using Kubernetes.Models.Meta;
using Kubernetes.Runtime.Queueing;

namespace LocalCluster.Controllers.Inventory;

/// <summary>
/// Follows the metadata of one kind's objects: a list, then a watch, and again after any trouble, with a back-off. Ends when the kind is no
/// longer served, and then all its objects are gone.
/// </summary>
internal sealed class KindWatch(
    KubeClient client, ResourceType type, Func<bool> isServed, Action<ObjectEntry> put, Action<string> remove, TimeProvider time)
{
    /// <summary>The server ends a watch after this; silence for a little longer means a dead connection.</summary>
    private static readonly TimeSpan Turn = TimeSpan.FromMinutes(5);

    private readonly HashSet<string> _known = [];
    private string? _version;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        for (var failures = 0; ;)
        {
            try
            {
                _version ??= await ListAsync(cancellationToken);
                await WatchAsync(cancellationToken);
                failures = 0;
            }
            catch (ApiException e) when (e.StatusCode == HttpStatusCode.NotFound && !isServed())
            {
                Replace([]);
                return;
            }
            catch (Exception e) when (e is ApiException or HttpRequestException or IOException or TimeoutException or JsonException)
            {
                if (e is ApiException { IsExpired: true } or JsonException) _version = null;
                await Task.Delay(Backoff.Watch.Delay(++failures, Random.Shared.NextDouble()), time, cancellationToken);
            }
        }
    }

    private async Task<string?> ListAsync(CancellationToken cancellationToken)
    {
        var list = await client.ListAsync(type, new ListOptions(), cancellationToken);
        Replace(list.Items.Select(item => item.Metadata));
        return list.Metadata.ResourceVersion;
    }

    private void Replace(IEnumerable<ObjectMeta> objects)
    {
        var gone = _known.ToHashSet();
        foreach (var metadata in objects)
        {
            Put(metadata);
            gone.Remove(metadata.Uid ?? "");
        }

        foreach (var uid in gone) Remove(uid);
    }

    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        using var silence = new CancellationTokenSource(Turn + TimeSpan.FromSeconds(10), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, silence.Token);
        try
        {
            var options = new WatchOptions { ResourceVersion = _version, Timeout = Turn };
            using var answer = await client.SendAsync(MetadataRequests.Watch(type, options), either.Token);
            await using var body = await answer.Content.ReadAsStreamAsync(either.Token);
            using var lines = new StreamReader(body);
            while (await lines.ReadLineAsync(either.Token) is { } line)
            {
                if (line.Length > 0) Take(JsonSerializer.Deserialize(line, InventoryJson.Default.MetadataEvent));
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"The watch of {type} fell silent.");
        }
    }

    private void Take(MetadataEvent? happened)
    {
        if (happened?.Type == "ERROR") throw new ApiException((HttpStatusCode)(happened.Object?.Code ?? 500), null, $"The watch of {type} was ended by the server.");
        if (happened?.Object?.Metadata is not { } metadata) return;

        _version = metadata.ResourceVersion ?? _version;
        if (happened.Type is "ADDED" or "MODIFIED") Put(metadata);
        else if (happened.Type == "DELETED") Remove(metadata.Uid ?? "");
    }

    private void Put(ObjectMeta metadata)
    {
        _known.Add(metadata.Uid ?? "");
        put(new ObjectEntry(type, metadata));
    }

    private void Remove(string uid)
    {
        if (_known.Remove(uid)) remove(uid);
    }
}
