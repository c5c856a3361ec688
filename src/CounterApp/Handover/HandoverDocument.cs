using CounterApp.Visits;

namespace CounterApp.Handover;

/// <summary>What a pod has to hand over: everything it knows, and all of it durable.</summary>
/// <param name="Volume">The identity of the volume.</param>
/// <param name="Incarnation">The identity of the pod on it.</param>
/// <param name="Closed">The pod counts no more: its entries are final.</param>
/// <param name="Visits">The sum of the entries.</param>
/// <param name="Entries">The count of each <c>volume/incarnation</c>, its own one too.</param>
internal sealed record HandoverDocument(Guid Volume, Guid Incarnation, bool Closed, long Visits, IReadOnlyDictionary<string, long> Entries)
{
    public static HandoverDocument Of(Replica replica) =>
        new(replica.Key.Volume, replica.Key.Incarnation, replica.Closed, replica.Visits, replica.Entries);
}
