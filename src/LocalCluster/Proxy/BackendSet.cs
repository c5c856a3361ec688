using System.Collections.Immutable;
using System.Net;

namespace LocalCluster.Proxy;

/// <summary>Where the connections of one service port go right now. Immutable: a change is a new set, seen by the next connection.</summary>
/// <param name="Addresses">Ordered, so that equal sets are equal lists.</param>
/// <param name="Affinity">How long a client stays with its pod; null: not at all.</param>
internal sealed record BackendSet(ImmutableArray<IPEndPoint> Addresses, TimeSpan? Affinity)
{
    public static BackendSet None { get; } = new([], null);

    public bool IsEmpty => Addresses.IsEmpty;

    public bool Equals(BackendSet? other) => other is not null && Affinity == other.Affinity && Addresses.SequenceEqual(other.Addresses);

    public override int GetHashCode() => HashCode.Combine(Affinity, Addresses.Length);
}
