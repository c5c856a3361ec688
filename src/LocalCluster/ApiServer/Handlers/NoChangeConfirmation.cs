using LocalCluster.ApiServer.Objects;
using LocalCluster.Storage;

namespace LocalCluster.ApiServer.Handlers;

/// <summary>
/// An apply that has nothing to write is answered from the storage, not from what the server remembers (k8s.io/apiserver, GuaranteedUpdate:
/// the state is read again before it is called unchanged). A controller that is just looking at a new object for the first time has written
/// by then. Here that first look is what is waited for, for as long as it may take and no longer.
/// </summary>
internal sealed class NoChangeConfirmation(ApiState state)
{
    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(1);

    /// <summary>Whether the object has moved on meanwhile.</summary>
    public async Task<bool> MovesAsync(ApiRequest request, StoredObject stored, CancellationToken cancellation)
    {
        if (request.DryRun || !AwaitsFirstLook(request, stored)) return false;
        var watch = state.Store.Watch(request.Resource.StorageKey, stored.Revision);
        var deadline = TimeProvider.System.GetTimestamp();
        try
        {
            while (watch.Take().All(change => change.Object.Namespace != stored.Namespace || change.Object.Name != stored.Name))
                await watch.WaitAsync(AtMost - TimeProvider.System.GetElapsedTime(deadline), TimeProvider.System, cancellation);
            return true;
        }
        catch (Exception e) when (e is TimeoutException or ArgumentOutOfRangeException or CompactedException)
        {
            return false;
        }
    }

    private static bool AwaitsFirstLook(ApiRequest request, StoredObject stored) =>
        request.Resource is { Group: "apps", Rules.HasGeneration: true }
        && StoredForm.Read(stored) is var obj
        && obj.At("status", "observedGeneration") is null;
}
