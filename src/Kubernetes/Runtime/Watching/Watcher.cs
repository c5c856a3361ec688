using System.Net;
using Kubernetes.Client;
using Kubernetes.Models;
using Kubernetes.Models.Meta;

namespace Kubernetes.Runtime.Watching;

/// <summary>
/// A list followed by a watch that never ends, as a state machine: <see cref="StepAsync"/> takes one step and says what happened and where
/// it stands now. It keeps no state beside what the server has shown that it can do; waiting after a failure is the caller's.
/// The rules are those of client-go's tools/cache/reflector.go.
/// </summary>
public sealed class Watcher<T>(KubeClient client, WatcherOptions options, TimeProvider time, Random random)
    where T : class, IResource<T>
{
    /// <summary>How long the replay of a WatchList may be silent before a plain list is used instead.</summary>
    private static readonly TimeSpan ReplaySilence = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan VeryShort = TimeSpan.FromSeconds(1);

    private bool _watchList = options.PreferWatchList;

    public WatchState<T> Start { get; } = new WatchState<T>.Empty(KnownVersion: null, ReadThrough: false);

    /// <summary>One step. Only cancellation throws; any other trouble is a <see cref="StoreEvent{T}.Failed"/>.</summary>
    public Task<(StoreEvent<T>? Event, WatchState<T> Next)> StepAsync(WatchState<T> state, CancellationToken cancellationToken) => state switch
    {
        WatchState<T>.Empty empty => Task.FromResult(Begin(empty, cancellationToken)),
        WatchState<T>.Listing listing => ListPageAsync(listing, cancellationToken),
        WatchState<T>.Replaying replaying => ReplayAsync(replaying, cancellationToken),
        WatchState<T>.Listed listed => Task.FromResult(Open(listed, cancellationToken)),
        WatchState<T>.Watching watching => WatchAsync(watching, cancellationToken),
        _ => throw new InvalidOperationException($"Unknown state {state}."),
    };

    private (StoreEvent<T>?, WatchState<T>) Begin(WatchState<T>.Empty empty, CancellationToken cancellationToken)
    {
        if (!_watchList) return (new StoreEvent<T>.Init(), new WatchState<T>.Listing(Continue: null, empty));
        var replay = Options() with
        {
            SendInitialEvents = true,
            ResourceVersion = empty.ReadThrough ? null : empty.KnownVersion,
            ResourceVersionMatch = "NotOlderThan",
            IdleDeadline = ReplaySilence,
        };
        return (new StoreEvent<T>.Init(), new WatchState<T>.Replaying(Stream(replay, cancellationToken), empty));
    }

    private (StoreEvent<T>?, WatchState<T>) Open(WatchState<T>.Listed listed, CancellationToken cancellationToken) =>
        (null, new WatchState<T>.Watching(listed.ResourceVersion, Stream(Options() with { ResourceVersion = listed.ResourceVersion }, cancellationToken)));

    private async Task<(StoreEvent<T>?, WatchState<T>)> ListPageAsync(WatchState<T>.Listing listing, CancellationToken cancellationToken)
    {
        try
        {
            var page = await client.ListAsync<T>(ListOptions(listing), cancellationToken);
            return page.Metadata.Continue is { Length: > 0 } more
                ? (new StoreEvent<T>.InitPage(page.Items), listing with { Continue = more })
                : (new StoreEvent<T>.InitLast(page.Items, page.Metadata.ResourceVersion ?? ""), new WatchState<T>.Listed(page.Metadata.ResourceVersion ?? ""));
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            return (new StoreEvent<T>.Failed(e), ListAgain(listing.From, e));
        }
    }

    private async Task<(StoreEvent<T>?, WatchState<T>)> ReplayAsync(WatchState<T>.Replaying state, CancellationToken cancellationToken)
    {
        try
        {
            switch (await state.Stream.NextAsync())
            {
                case WatchEvent<T>.Added added: return (new StoreEvent<T>.InitApply(added.Object), state);
                case WatchEvent<T>.Modified modified: return (new StoreEvent<T>.InitApply(modified.Object), state);
                case WatchEvent<T>.Deleted deleted: return (new StoreEvent<T>.Delete(deleted.Object), state);
                case WatchEvent<T>.Bookmark { InitialEventsEnd: true } end:
                    return (new StoreEvent<T>.InitDone(end.ResourceVersion), new WatchState<T>.Watching(end.ResourceVersion, state.Stream));
                case WatchEvent<T>.Bookmark: return (null, state);
                case WatchEvent<T>.Failed failed: throw Refusal(failed.Status);
                default: throw new IOException("The stream ended before the initial events were complete.");
            }
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            await state.Stream.DisposeAsync();
            // A server or a proxy that does not know the parameter refuses it, or leaves us waiting for the end mark.
            if (e is TimeoutException or ApiException { StatusCode: HttpStatusCode.BadRequest or HttpStatusCode.UnsupportedMediaType or HttpStatusCode.UnprocessableEntity })
                _watchList = false;
            return (new StoreEvent<T>.Failed(e), ListAgain(state.From, e));
        }
    }

    private static async Task<(StoreEvent<T>?, WatchState<T>)> WatchAsync(WatchState<T>.Watching state, CancellationToken cancellationToken)
    {
        try
        {
            switch (await state.Stream.NextAsync())
            {
                case WatchEvent<T>.Added added: return (new StoreEvent<T>.Apply(added.Object), At(state, added.Object));
                case WatchEvent<T>.Modified modified: return (new StoreEvent<T>.Apply(modified.Object), At(state, modified.Object));
                case WatchEvent<T>.Deleted deleted: return (new StoreEvent<T>.Delete(deleted.Object), At(state, deleted.Object));
                case WatchEvent<T>.Bookmark mark:
                    return (new StoreEvent<T>.Progress(mark.ResourceVersion), state with { ResourceVersion = mark.ResourceVersion });
                case WatchEvent<T>.Failed failed: throw Refusal(failed.Status);
                default: return await EndedAsync(state);
            }
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            await state.Stream.DisposeAsync();
            return e is ApiException { IsExpired: true }
                ? (new StoreEvent<T>.Failed(e), new WatchState<T>.Empty(state.ResourceVersion, ReadThrough: true))
                : (new StoreEvent<T>.Failed(e), new WatchState<T>.Listed(state.ResourceVersion));
        }
    }

    private static async Task<(StoreEvent<T>?, WatchState<T>)> EndedAsync(WatchState<T>.Watching state)
    {
        var next = new WatchState<T>.Listed(state.ResourceVersion);
        await state.Stream.DisposeAsync();
        return state.Stream is { Delivered: 0 } && state.Stream.Age < VeryShort
            ? (new StoreEvent<T>.Failed(new IOException("The server ended the watch at once and without an event.")), next)
            : (null, next);
    }

    private static WatchState<T>.Watching At(WatchState<T>.Watching state, T obj) =>
        obj.Metadata.ResourceVersion is { Length: > 0 } version ? state with { ResourceVersion = version } : state;

    private static WatchState<T>.Empty ListAgain(WatchState<T>.Empty state, Exception e) =>
        e is ApiException { IsExpired: true } ? state with { ReadThrough = true } : state;

    private static ApiException Refusal(ApiStatus status) =>
        new((HttpStatusCode)(status.Code ?? 500), status, $"The watch failed: {status.Message ?? status.Reason}");

    private OpenStream<T> Stream(WatchOptions watch, CancellationToken cancellationToken) =>
        new(client.WatchAsync<T>(watch, cancellationToken), time, cancellationToken);

    private ListOptions ListOptions(WatchState<T>.Listing listing) => new()
    {
        Namespace = options.Namespace,
        LabelSelector = options.LabelSelector,
        FieldSelector = options.FieldSelector,
        Continue = listing.Continue,
        // The server's cache answers versions 0 and NotOlderThan, and it does not cut pages; storage does.
        Limit = listing.From.ReadThrough || listing.Continue is not null ? options.PageSize : null,
        ResourceVersion = listing.Continue is not null || listing.From.ReadThrough ? null : listing.From.KnownVersion ?? "0",
        ResourceVersionMatch = listing.Continue is null && listing.From is { ReadThrough: false, KnownVersion: not null } ? "NotOlderThan" : null,
    };

    private WatchOptions Options() => new()
    {
        Namespace = options.Namespace,
        LabelSelector = options.LabelSelector,
        FieldSelector = options.FieldSelector,
        Timeout = TimeSpan.FromMinutes(5 + (5 * random.NextDouble())),
    };
}
