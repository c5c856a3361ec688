namespace CounterApp.Visits;

/// <summary>
/// Who counted: the life of one pod on one volume. Nobody else ever counts under the same key, so the higher of two counts is the
/// later one.
/// </summary>
/// <param name="Volume">Made when the volume is first used; copied with it.</param>
/// <param name="Incarnation">The pod's own identity, so that two pods on copies of one volume count apart.</param>
internal readonly record struct ReplicaKey(Guid Volume, Guid Incarnation)
{
    private const char Separator = '/';
    private const int GuidLength = 36;

    /// <summary>Reads <c>volume/incarnation</c>, both in the usual form of 36 characters.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out ReplicaKey key)
    {
        key = default;
        if (text.Length != (2 * GuidLength) + 1 || text[GuidLength] != Separator) return false;
        if (!Guid.TryParseExact(text[..GuidLength], "D", out var volume)) return false;
        if (!Guid.TryParseExact(text[(GuidLength + 1)..], "D", out var incarnation)) return false;
        key = new ReplicaKey(volume, incarnation);
        return true;
    }

    public override string ToString() => $"{Volume:D}{Separator}{Incarnation:D}";
}
