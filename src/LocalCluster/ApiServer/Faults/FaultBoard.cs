using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace LocalCluster.ApiServer.Faults;

/// <summary>
/// The faults of one server. The table is never changed, only swapped: a request sees one state of it, and a server without faults pays
/// one read. Thread safe.
/// </summary>
public sealed class FaultBoard
{
    private readonly ConcurrentDictionary<OpenWatch, bool> _watches = new();
    private ImmutableArray<ActiveFault> _table = [];
    private int _lastId;

    /// <summary>What is active now, in the order in which it was added; used-up faults are gone.</summary>
    public IReadOnlyList<ActiveFault> Active => Table;

    /// <summary>A request met an outage: whoever owns the server takes it away.</summary>
    internal event Action<FaultEffect.Outage>? OutageAsked;

    internal ImmutableArray<ActiveFault> Table => _table;

    internal bool StrikesEvents => Table.Any(active => active.Fault.Effect.StrikesEvents);

    /// <summary>From now on, until the result is disposed or the count is used up.</summary>
    public ActiveFault Add(Fault fault)
    {
        var active = new ActiveFault(this, Interlocked.Increment(ref _lastId), fault);
        ImmutableInterlocked.Update(ref _table, (table, added) => table.Add(added), active);
        if (fault.Effect is FaultEffect.Expiry) ExpireRunning(active);
        return active;
    }

    /// <summary>Removes all.</summary>
    public void Clear()
    {
        foreach (var active in Table) active.Dispose();
    }

    internal void AskForOutage(FaultEffect.Outage outage) => OutageAsked?.Invoke(outage);

    internal void Remove(ActiveFault active) => ImmutableInterlocked.Update(ref _table, (table, removed) => table.Remove(removed), active);

    /// <summary>Keeps account of a watch that runs; until the result is disposed.</summary>
    internal OpenWatch Open(FaultSubject subject)
    {
        var watch = new OpenWatch(this, subject);
        _watches[watch] = true;
        return watch;
    }

    internal void Close(OpenWatch watch) => _watches.TryRemove(watch, out _);

    private void ExpireRunning(ActiveFault active)
    {
        foreach (var watch in _watches.Keys)
        {
            if (active.Strike(watch.Subject) is not null) watch.Expire();
        }
    }
}
