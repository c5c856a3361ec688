using System.Globalization;
using LocalCluster.ApiServer.Errors;
using LocalCluster.ApiServer.Negotiation;
using LocalCluster.Storage;

namespace LocalCluster.ApiServer.Handlers;

/// <summary>
/// A watch: what is there (unless the client already knows), then what changes, as seen through the request's selectors, until the
/// timeout. Falling behind the history ends it with a 410 in the stream.
/// </summary>
internal sealed class WatchHandler(ApiState state) : IVerbHandler
{
    private const int ShortestSeconds = 1800;

    public async Task HandleAsync(ApiRequest request, CancellationToken cancellation)
    {
        var timeout = Timeout(request);
        ResourceVersionOptions.CheckWatchParameters(request);
        var selector = request.Selector();
        var from = StartOf(request);
        using var deadline = new CancellationTokenSource(timeout, state.Time);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellation, deadline.Token);
        var output = new WatchOutput(request, () => state.Now);
        await output.StartAsync(cancellation);
        try
        {
            var watch = from is { } revision
                ? state.Store.Watch(request.Resource.StorageKey, revision)
                : await SendInitialAsync(request, selector, output, cancellation);
            await FollowAsync(request, new WatchView(selector, request), watch, output, ends.Token);
        }
        catch (CompactedException gone)
        {
            await output.FailAsync(Failures.Expired($"too old resource version: {gone.Requested} ({gone.Oldest})").Body, cancellation);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            // Its time is up: the stream ends as if nothing else was to come.
        }
    }

    private async Task<StoreWatch> SendInitialAsync(ApiRequest request, Selectors.ObjectSelector selector, WatchOutput output, CancellationToken cancellation)
    {
        var snapshot = state.Store.Read(request.Resource.StorageKey);
        foreach (var stored in snapshot.List(request.ListNamespace))
        {
            if (WatchView.Names(request, stored) && selector.Matches(stored))
                output.Add("ADDED", stored);
        }

        if (request.Flag("sendInitialEvents") && request.Flag("allowWatchBookmarks"))
            output.AddBookmark(snapshot.Revision, endOfInitialEvents: true);
        await output.FlushAsync(cancellation);
        return state.Store.Watch(request.Resource.StorageKey, snapshot.Revision);
    }

    private async Task FollowAsync(ApiRequest request, WatchView view, StoreWatch watch, WatchOutput output, CancellationToken cancellation)
    {
        var bookmarks = new BookmarkClock(request.Flag("allowWatchBookmarks"), state.Time);
        while (true)
        {
            foreach (var change in watch.Take())
                view.Show(change, output);
            if (bookmarks.IsDue())
                output.AddBookmark(watch.Revision, endOfInitialEvents: false);
            await output.FlushAsync(cancellation);
            await bookmarks.WaitAsync(watch, cancellation);
        }
    }

    /// <summary>Null: begin with what is there.</summary>
    private static long? StartOf(ApiRequest request)
    {
        if (request.Query("resourceVersion") is not { Length: > 0 } text)
            return null;
        if (!ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var revision))
            throw Failures.Unclassified(ResourceVersionOptions.Unreadable(text).ToString());
        var sendsInitial = request.Flag("sendInitialEvents");
        return revision == 0 || sendsInitial ? null : (long)revision;
    }

    private static TimeSpan Timeout(ApiRequest request) =>
        QueryNumber.Read(request, "timeoutSeconds") is > 0 and var seconds
            ? TimeSpan.FromSeconds(seconds)
            : TimeSpan.FromSeconds(ShortestSeconds + System.Random.Shared.Next(ShortestSeconds));
}
