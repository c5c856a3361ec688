using System.Net;
using System.Text.Json.Serialization.Metadata;
using Kubernetes.Client;
using Kubernetes.Models;

namespace Kubernetes.Runtime.Watching;

/// <summary>Asks the server what a <see cref="Watcher{T}"/> needs, and remembers whether it can replay (WatchList, KEP-3157).</summary>
internal sealed class WatcherSource<T>(KubeClient client, WatcherOptions options, TimeProvider time, Random random)
    where T : class, IResource<T>
{
    /// <summary>A server or a proxy that ignores <c>sendInitialEvents</c> never marks their end: this long a silence, or this long in all, shows it.</summary>
    private static readonly TimeSpan ReplaySilence = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan ReplayLimit = TimeSpan.FromMinutes(1);

    private readonly JsonTypeInfo<T> _json = options.KeepManagedFields ? T.Json : CachedJson.Of(T.Json);
    private readonly JsonTypeInfo<ResourceList<T>> _listJson = options.KeepManagedFields ? T.ListJson : CachedJson.Of(T.ListJson);

    public bool CanReplay { get; private set; } = options.PreferWatchList;

    public void ReplayFailed(Exception error)
    {
        if (error is TimeoutException or ApiException { StatusCode: HttpStatusCode.BadRequest or HttpStatusCode.UnsupportedMediaType or HttpStatusCode.UnprocessableEntity })
            CanReplay = false;
    }

    public static TimeSpan PatienceAfter(TimeSpan sinceOpened) => ReplayLimit - sinceOpened < ReplaySilence ? ReplayLimit - sinceOpened : ReplaySilence;

    public OpenStream<T> Watch(string version, CancellationToken cancellationToken) => Open(Options() with { ResourceVersion = version }, cancellationToken);

    public OpenStream<T> Replay(WatchState<T>.Empty from, CancellationToken cancellationToken) => Open(
        Options() with
        {
            SendInitialEvents = true,
            ResourceVersionMatch = "NotOlderThan",
            ResourceVersion = from.ReadThrough ? null : from.KnownVersion,
        },
        cancellationToken);

    /// <summary>
    /// The first list comes from the server's cache (version 0), later ones are not older than what we know, and when that fails they read through
    /// to storage. Only storage cuts pages. A page that cannot be read as a whole is asked for again and read object by object.
    /// </summary>
    public async Task<LenientPage<T>> ListAsync(WatchState<T>.Listing state, CancellationToken cancellationToken)
    {
        var (from, isFirstPage) = (state.From, state.Continue is null);
        var list = new ListOptions
        {
            Namespace = options.Namespace,
            LabelSelector = options.LabelSelector,
            FieldSelector = options.FieldSelector,
            Continue = state.Continue,
            Limit = from.ReadThrough || !isFirstPage ? options.PageSize : null,
            ResourceVersion = !isFirstPage || from.ReadThrough ? null : from.KnownVersion ?? "0",
            ResourceVersionMatch = isFirstPage && from is { ReadThrough: false, KnownVersion: not null } ? "NotOlderThan" : null,
        };
        try
        {
            return new LenientPage<T>(await client.ListAsync(list, _listJson, cancellationToken), []);
        }
        catch (ApiException e) when (e.StatusCode == HttpStatusCode.OK)
        {
            return await client.ListLenientlyAsync(list, _json, cancellationToken);
        }
    }

    private OpenStream<T> Open(WatchOptions watch, CancellationToken cancellationToken) =>
        new(token => client.WatchAsync(watch, _json, token), time, cancellationToken);

    // Five to ten minutes, so that the watches of many clients do not come back together.
    private WatchOptions Options() => new()
    {
        Namespace = options.Namespace,
        LabelSelector = options.LabelSelector,
        FieldSelector = options.FieldSelector,
        Timeout = TimeSpan.FromMinutes(5 + (5 * random.NextDouble())),
    };
}
