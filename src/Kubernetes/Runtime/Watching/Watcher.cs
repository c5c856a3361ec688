using System.Net;
using Kubernetes.Client;
using Kubernetes.Models;
using Kubernetes.Models.Meta;

namespace Kubernetes.Runtime.Watching;

/// <summary>
/// A list followed by a watch that never ends, as a state machine: <see cref="StepAsync"/> takes one step and says what happened and where
/// it stands now. Waiting after a failure is the caller's. The rules are those of client-go's tools/cache/reflector.go, and one more: a stream
/// that is silent for longer than the server's own timeout is dead.
/// </summary>
public sealed class Watcher<T>
    where T : class, IResource<T>
{
    private readonly WatcherSource<T> _source;
    private readonly TimeProvider _time;

    public Watcher(KubeClient client, WatcherOptions options, TimeProvider? time = null, Random? random = null)
    {
        _time = time ?? TimeProvider.System;
        _source = new WatcherSource<T>(client, options, _time, random ?? new Random());
    }

    public WatchState<T> Start { get; } = new WatchState<T>.Empty(KnownVersion: null, ReadThrough: false);

    /// <summary>One step. Only cancellation throws; any other trouble is a <see cref="StoreEvent{T}.Failed"/>.</summary>
    public async ValueTask<(StoreEvent<T>? Event, WatchState<T> Next)> StepAsync(WatchState<T> state, CancellationToken cancellationToken)
    {
        try
        {
            return state switch
            {
                WatchState<T>.Empty empty => Begin(empty, cancellationToken),
                WatchState<T>.Listing listing => await ListAsync(listing, cancellationToken),
                WatchState<T>.Replaying replaying => await ReplayAsync(replaying),
                WatchState<T>.Listed listed => (null, new WatchState<T>.Watching(listed.ResourceVersion, _source.Watch(listed.ResourceVersion, cancellationToken))),
                WatchState<T>.Watching watching => await WatchAsync(watching),
                _ => throw new InvalidOperationException($"Unknown state {state}."),
            };
        }
        catch (WatchSilenceException) when (state is WatchState<T>.Watching && !cancellationToken.IsCancellationRequested)
        {
            // Dead or merely quiet, nobody can tell; to open again from the same version is right in both cases, and the silence was wait enough.
            return (null, await ClosedAsync((WatchState<T>.Watching)state));
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            return (new StoreEvent<T>.Failed(e), await AfterAsync(e, state));
        }
    }

    private (StoreEvent<T>?, WatchState<T>) Begin(WatchState<T>.Empty empty, CancellationToken cancellationToken) =>
        (new StoreEvent<T>.Init(), _source.CanReplay
            ? new WatchState<T>.Replaying(_source.Replay(empty, cancellationToken), _time.GetTimestamp(), empty)
            : new WatchState<T>.Listing(Continue: null, empty));

    private async ValueTask<(StoreEvent<T>?, WatchState<T>)> ListAsync(WatchState<T>.Listing state, CancellationToken cancellationToken)
    {
        var (page, unreadable) = await _source.ListAsync(state, cancellationToken);
        var version = page.Metadata.ResourceVersion ?? "";
        return page.Metadata.Continue is { Length: > 0 } more
            ? (new StoreEvent<T>.InitPage(page.Items) { Unreadable = unreadable }, state with { Continue = more })
            : (new StoreEvent<T>.InitLast(page.Items, version) { Unreadable = unreadable }, new WatchState<T>.Listed(version));
    }

    private async ValueTask<(StoreEvent<T>?, WatchState<T>)> ReplayAsync(WatchState<T>.Replaying state) =>
        await state.Stream.NextAsync(WatcherSource<T>.PatienceAfter(_time.GetElapsedTime(state.Since))) switch
        {
            WatchEvent<T>.Added added => (new StoreEvent<T>.InitApply(added.Object), state),
            WatchEvent<T>.Modified modified => (new StoreEvent<T>.InitApply(modified.Object), state),
            WatchEvent<T>.Deleted deleted => (new StoreEvent<T>.Delete(deleted.Object), state),
            WatchEvent<T>.Unreadable one => (new StoreEvent<T>.LeaveOut(one.Object), state),
            WatchEvent<T>.DeletedUnreadable one => (new StoreEvent<T>.DeleteUnreadable(one.Object), state),
            WatchEvent<T>.Bookmark { InitialEventsEnd: true } end =>
                (new StoreEvent<T>.InitDone(end.ResourceVersion), new WatchState<T>.Watching(end.ResourceVersion, state.Stream)),
            // Any other bookmark says nothing yet: the initial events come in no order of versions.
            WatchEvent<T>.Bookmark => (null, state),
            WatchEvent<T>.Failed failed => throw WatchRefusal.From(failed.Status),
            _ => throw new IOException("The stream ended before the initial events were complete."),
        };

    private static async ValueTask<(StoreEvent<T>?, WatchState<T>)> WatchAsync(WatchState<T>.Watching state) =>
        await state.Stream.NextAsync() switch
        {
            WatchEvent<T>.Added added => (new StoreEvent<T>.Apply(added.Object), At(state, added.Object.Metadata.ResourceVersion)),
            WatchEvent<T>.Modified modified => (new StoreEvent<T>.Apply(modified.Object), At(state, modified.Object.Metadata.ResourceVersion)),
            WatchEvent<T>.Deleted deleted => (new StoreEvent<T>.Delete(deleted.Object), At(state, deleted.Object.Metadata.ResourceVersion)),
            WatchEvent<T>.Unreadable one => (new StoreEvent<T>.LeaveOut(one.Object), At(state, one.Object.Metadata.ResourceVersion)),
            WatchEvent<T>.DeletedUnreadable one => (new StoreEvent<T>.DeleteUnreadable(one.Object), At(state, one.Object.Metadata.ResourceVersion)),
            WatchEvent<T>.Bookmark mark => (new StoreEvent<T>.Progress(mark.ResourceVersion), At(state, mark.ResourceVersion)),
            WatchEvent<T>.Failed failed => throw WatchRefusal.From(failed.Status),
            _ when state.Stream.EndedAtOnce => throw new IOException("The server ended the watch at once and without an event."),
            _ => (null, await ClosedAsync(state)),
        };

    // A late bookmark must not turn the clock back: what came in between would come again.
    private static WatchState<T>.Watching At(WatchState<T>.Watching state, string? version) =>
        string.IsNullOrEmpty(version) || ResourceVersions.Compare(version, state.ResourceVersion) < 0 ? state : state with { ResourceVersion = version };

    private static async ValueTask<WatchState<T>> ClosedAsync(WatchState<T>.Watching state)
    {
        await state.Stream.DisposeAsync();
        return new WatchState<T>.Listed(state.ResourceVersion);
    }

    /// <summary>Where to go on after a failure. A version that the server does not know any more, or not yet, means to read everything.</summary>
    private async ValueTask<WatchState<T>> AfterAsync(Exception error, WatchState<T> state)
    {
        var versionIsBad = error is ApiException { IsExpired: true } or ApiException { IsResourceVersionTooLarge: true };
        switch (state)
        {
            case WatchState<T>.Listing listing:
                return versionIsBad ? listing.From with { ReadThrough = true } : listing.From;
            case WatchState<T>.Replaying replaying:
                await replaying.Stream.DisposeAsync();
                _source.ReplayFailed(error);
                return versionIsBad ? replaying.From with { ReadThrough = true } : replaying.From;
            case WatchState<T>.Watching watching when versionIsBad:
                await watching.Stream.DisposeAsync();
                return new WatchState<T>.Empty(watching.ResourceVersion, ReadThrough: true);
            // Refused for another reason than load: whatever it is, asking for the same version again would not change it.
            case WatchState<T>.Watching watching when error is ApiException { IsTooManyRequests: false, StatusCode: < HttpStatusCode.InternalServerError }:
                await watching.Stream.DisposeAsync();
                return new WatchState<T>.Empty(watching.ResourceVersion, ReadThrough: false);
            case WatchState<T>.Watching watching:
                return await ClosedAsync(watching);
            default:
                return state;
        }
    }
}
