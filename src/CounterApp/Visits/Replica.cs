namespace CounterApp.Visits;

/// <summary>
/// A volume as one replica of a grow-only counter: what this pod counted on it under a key of its own, and what is known of everybody
/// else. The number that people see is all of it together.
/// </summary>
/// <param name="Key">What this pod counts under.</param>
/// <param name="Pod">The pod that counts here. Another one goes on under a key of its own.</param>
/// <param name="Own">What was counted under <paramref name="Key"/>.</param>
/// <param name="Before">How much of it was there when this process started.</param>
/// <param name="Sealed">All other counts: of earlier pods on this volume, and learned from other volumes. Nobody here adds to them.</param>
/// <param name="Generation">Grows with every change of <paramref name="Sealed"/>.</param>
/// <param name="Closed">This pod handed over, and counts no more.</param>
internal readonly record struct Replica(ReplicaKey Key, Guid Pod, long Own, long Before, VisitEntries Sealed, long Generation, bool Closed)
{
    /// <exception cref="OverflowException">The sum does not fit 64 bits.</exception>
    public long Visits => checked(Sealed.Sum + Own);

    /// <summary>All counts by the text of their keys, the own one too, even if it is 0.</summary>
    public IReadOnlyDictionary<string, long> Entries => Sealed.Append(new(Key, Own)).ToDictionary(entry => entry.Key.ToString(), entry => entry.Value);

    /// <summary>Where <paramref name="pod"/> goes on from.</summary>
    /// <param name="journal">The newest record on the volume; null when there is none.</param>
    /// <param name="others">The sealed entries that belong to it.</param>
    /// <param name="visits">The number to go on from. Somebody may have written another one into visits.txt than the journal knows.</param>
    public static Replica Begin(JournalRecord? journal, VisitEntries others, long visits, Guid pod)
    {
        if (journal is not { HasIdentity: true } last) return New(visits, pod);
        var found = new Replica(last.Key, last.Pod, last.Own, last.Own, others, last.Generation, last.Closed);

        // No count of a key may fall, so a lower number needs keys that nobody has seen.
        if (visits < last.Visits) return New(visits, pod) with { Generation = last.Generation + 1, Closed = last.Closed && last.Pod == pod };
        return found.In(pod).Counting(visits);
    }

    /// <summary>The same replica when it has counted up to <paramref name="visits"/> in all.</summary>
    public Replica Counting(long visits) => this with { Own = checked(Own + (visits - Visits)) };

    /// <summary>Takes over what a peer knows. Never lowers <see cref="Visits"/>.</summary>
    /// <exception cref="OverflowException">The sum does not fit 64 bits.</exception>
    public Replica Merge(VisitEntries learned)
    {
        var own = Key;
        if (learned[own] <= Own) return WithSealed(Sealed.Merge(learned.Where(entry => entry.Key != own)));

        // An older copy of this volume was put under a living pod. What the pod counted on the copy is not among what the peer knows.
        return WithSealed(Sealed.Merge(learned)) with { Key = NewKeyOnThisVolume(), Own = Own - Before, Before = 0 };
    }

    private static Replica New(long visits, Guid pod) => new(NewKey(pod), pod, visits, visits, VisitEntries.Empty, Generation: 0, Closed: false);

    private static ReplicaKey NewKey(Guid pod) => new(Guid.NewGuid(), pod);

    /// <summary>What an earlier pod counted is sealed: a copy of the volume may go on elsewhere, under the same key.</summary>
    private Replica In(Guid pod)
    {
        if (pod == Pod) return this;
        var others = Sealed.Raise(Key, Own);
        var key = Key with { Incarnation = pod };
        return WithSealed(others) with { Key = others[key] == 0 ? key : NewKeyOnThisVolume(), Pod = pod, Own = 0, Before = 0, Closed = false };
    }

    private ReplicaKey NewKeyOnThisVolume() => Key with { Incarnation = Guid.NewGuid() };

    private Replica WithSealed(VisitEntries entries) =>
        ReferenceEquals(entries, Sealed) ? this : this with { Sealed = entries, Generation = Generation + 1 };
}
