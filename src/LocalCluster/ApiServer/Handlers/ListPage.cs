using LocalCluster.ApiServer.Errors;
using LocalCluster.ApiServer.Negotiation;
using LocalCluster.ApiServer.Selectors;
using LocalCluster.Storage;

namespace LocalCluster.ApiServer.Handlers;

/// <summary>The objects of one answer to a list request, and how to go on.</summary>
internal sealed record ListPage(IReadOnlyList<StoredObject> Objects, long Revision, string? Continue, long? Remaining)
{
    private const string ExpiredToken =
        "The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter.";

    private const string ExpiredVersion = "The resourceVersion for the provided list is too old.";

    /// <exception cref="StatusException">400, 410, 422 or 504 with the server's words.</exception>
    public static ListPage Read(ApiRequest request, ObjectStore store)
    {
        _ = (Limit(request), QueryNumber.Read(request, "timeoutSeconds"));
        ResourceVersionOptions.CheckListParameters(request);
        var selector = request.Selector();
        var (snapshot, from) = Snapshot(request, store);
        return Cut(snapshot, from, selector, request.ListNamespace, Limit(request));
    }

    private static (StoreSnapshot Snapshot, string From) Snapshot(ApiRequest request, ObjectStore store)
    {
        var key = request.Resource.StorageKey;
        var version = request.Query("resourceVersion") ?? "";
        if (request.Query("continue") is { Length: > 0 } next)
        {
            if (version.Length > 0 && version != "0")
                throw Failures.BadRequest("specifying resource version is not allowed when using continue");
            var token = ContinueToken.Decode(next);
            return (At(store, key, token.Revision, ExpiredToken), token.StartKey);
        }

        if (version.Length == 0)
            return (store.Read(key), "");
        var asked = ResourceVersionOptions.Number(version);
        ResourceVersionOptions.CheckReached(asked, store.Revision);
        var exact = request.Query("resourceVersionMatch") == "Exact"
            || (request.Query("resourceVersionMatch") is null or "" && asked > 0 && Limit(request) > 0);
        return (exact ? At(store, key, asked, ExpiredVersion) : store.Read(key), "");
    }

    private static StoreSnapshot At(ObjectStore store, string key, long revision, string expired)
    {
        try
        {
            return store.ReadAt(key, revision);
        }
        catch (CompactedException)
        {
            throw Failures.Expired(expired);
        }
    }

    private static ListPage Cut(StoreSnapshot snapshot, string from, ObjectSelector selector, string? inNamespace, long limit)
    {
        List<StoredObject> objects = [];
        long left = 0;
        foreach (var stored in snapshot.List(inNamespace))
        {
            if (from.Length > 0 && string.CompareOrdinal(KeyOf(stored), from) < 0)
                continue;
            if (!selector.IsEverything && !selector.Matches(stored))
                continue;
            if (limit > 0 && objects.Count == limit)
                left++;
            else
                objects.Add(stored);
        }

        if (left == 0)
            return new ListPage(objects, snapshot.Revision, null, null);
        var token = new ContinueToken(snapshot.Revision, KeyOf(objects[^1]) + "\0");
        return new ListPage(objects, snapshot.Revision, token.Encode(), selector.IsEverything ? left : null);
    }

    private static string KeyOf(StoredObject stored) => stored.Namespace.Length == 0 ? stored.Name : $"{stored.Namespace}/{stored.Name}";

    private static long Limit(ApiRequest request) => QueryNumber.Read(request, "limit") ?? 0;
}
