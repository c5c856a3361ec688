using LocalCluster.ApiServer.Selectors;
using LocalCluster.Storage;

namespace LocalCluster.ApiServer.Handlers;

/// <summary>
/// The changes of a resource as one request's selectors see them: an object that begins to match is ADDED, one that ceases to match is
/// DELETED in the state in which it last matched.
/// </summary>
internal sealed class WatchView(ObjectSelector selector, ApiRequest request)
{
    public void Show(StoreChange change, WatchOutput output)
    {
        if (!Names(request, change.Object) || (request.ListNamespace is { } only && only != change.Object.Namespace))
            return;
        var before = change.Previous is { } previous && selector.Matches(previous);
        var after = change.Kind != ChangeKind.Deleted && selector.Matches(change.Object);
        switch (before, after)
        {
            case (false, true):
                output.Add("ADDED", change.Object);
                break;
            case (true, true):
                output.Add("MODIFIED", change.Object);
                break;
            case (true, false) when change.Kind == ChangeKind.Deleted:
                output.Add("DELETED", change.Object);
                break;
            case (true, false):
                output.Add("DELETED", change.Previous!, change.Revision);
                break;
        }
    }

    /// <summary>A watch of one name (GET …/watch/…/name) sees only that object.</summary>
    public static bool Names(ApiRequest request, StoredObject stored) => request.Info.Name.Length == 0 || request.Info.Name == stored.Name;
}
