namespace LocalCluster.ApiServer.FieldOwnership;

/// <summary>
/// A set of fields, as a tree. A field can be a member itself, have members below it, or both. The operations answer new sets and share
/// what they can; a set is only added to while it is being built.
/// </summary>
internal sealed class FieldSet
{
    private readonly Dictionary<PathElement, Entry> _entries;

    public FieldSet() => _entries = [];

    private FieldSet(Dictionary<PathElement, Entry> entries) => _entries = entries;

    public bool IsEmpty => _entries.Count == 0;

    /// <summary>Each step with whether it is a member and what is below it, in no order.</summary>
    public IEnumerable<(PathElement Element, bool IsMember, FieldSet? Below)> Entries =>
        _entries.Select(e => (e.Key, e.Value.IsMember, e.Value.Below));

    public static FieldSet Of(params IEnumerable<string[]> paths)
    {
        var set = new FieldSet();
        foreach (var path in paths)
            set.Add([.. path.Select(PathElement.Field)]);
        return set;
    }

    /// <summary>The empty path stands for the whole object, which nobody owns.</summary>
    public void Add(IReadOnlyList<PathElement> path)
    {
        var set = this;
        for (var i = 0; i < path.Count - 1; i++)
            set = set.Descend(path[i]);
        if (path.Count > 0)
            set.AddMember(path[^1]);
    }

    public void AddMember(PathElement element) =>
        _entries[element] = _entries.TryGetValue(element, out var entry) ? entry with { IsMember = true } : new Entry(true, null);

    public bool HasMember(PathElement element) => _entries.TryGetValue(element, out var entry) && entry.IsMember;

    public FieldSet? Below(PathElement element) => _entries.TryGetValue(element, out var entry) ? entry.Below : null;

    public bool Contains(IReadOnlyList<PathElement> path)
    {
        var set = this;
        for (var i = 0; set is not null && i < path.Count - 1; i++)
            set = set.Below(path[i]);
        return path.Count > 0 && set is not null && set.HasMember(path[^1]);
    }

    public FieldSet Union(FieldSet other)
    {
        if (other.IsEmpty)
            return this;
        if (IsEmpty)
            return other;
        var result = new Dictionary<PathElement, Entry>(_entries);
        foreach (var (element, theirs) in other._entries)
        {
            result[element] = result.TryGetValue(element, out var ours)
                ? new Entry(ours.IsMember || theirs.IsMember, Union(ours.Below, theirs.Below))
                : theirs;
        }

        return new FieldSet(result);
    }

    public FieldSet Intersection(FieldSet other)
    {
        var result = new FieldSet();
        foreach (var (element, ours) in _entries)
        {
            if (other._entries.TryGetValue(element, out var theirs))
                result.Put(element, ours.IsMember && theirs.IsMember, ours.Below is null || theirs.Below is null ? null : ours.Below.Intersection(theirs.Below));
        }

        return result;
    }

    /// <summary>Members of this set that are not members of the other; a parent does not stand for its children, nor they for it.</summary>
    public FieldSet Difference(FieldSet other) => Subtract(other, recursive: false);

    /// <summary>As <see cref="Difference"/>, and a member of the other set takes everything below it away too.</summary>
    public FieldSet RecursiveDifference(FieldSet other) => Subtract(other, recursive: true);

    /// <summary>Makes members of all fields that the type declares and that have members below them.</summary>
    public FieldSet WithNamedFields(FieldType? type)
    {
        var result = new FieldSet();
        foreach (var (element, entry) in _entries)
        {
            var named = entry.Below is not null && element.IsField && type?.Field(element.Name) is not null;
            var below = element.IsField ? type?.Member(element.Name) : element.IsKey ? type?.Items : null;
            result.Put(element, entry.IsMember || named, entry.Below?.WithNamedFields(below));
        }

        return result;
    }

    public bool SameAs(FieldSet other)
    {
        if (_entries.Count != other._entries.Count)
            return false;
        foreach (var (element, ours) in _entries)
        {
            if (!other._entries.TryGetValue(element, out var theirs) || ours.IsMember != theirs.IsMember || (ours.Below is null) != (theirs.Below is null))
                return false;
            if (ours.Below is not null && !ours.Below.SameAs(theirs.Below!))
                return false;
        }

        return true;
    }

    /// <summary>All members, at each level those without a further step first, in the server's order.</summary>
    public IEnumerable<IReadOnlyList<PathElement>> Paths() => Paths([]);

    internal void Put(PathElement element, bool isMember, FieldSet? below)
    {
        var kept = below is { IsEmpty: false } ? below : null;
        if (isMember || kept is not null)
            _entries[element] = new Entry(isMember, kept);
    }

    private static FieldSet? Union(FieldSet? left, FieldSet? right) => left is null ? right : right is null ? left : left.Union(right);

    private FieldSet Descend(PathElement element)
    {
        _entries.TryGetValue(element, out var entry);
        if (entry.Below is { } below)
            return below;
        var created = new FieldSet();
        _entries[element] = entry with { Below = created };
        return created;
    }

    private FieldSet Subtract(FieldSet other, bool recursive)
    {
        if (other.IsEmpty)
            return this;
        var result = new FieldSet();
        foreach (var (element, ours) in _entries)
        {
            if (!other._entries.TryGetValue(element, out var theirs))
                result._entries[element] = ours;
            else if (!recursive || !theirs.IsMember)
                result.Put(element, ours.IsMember && !theirs.IsMember, theirs.Below is null ? ours.Below : ours.Below?.Subtract(theirs.Below, recursive));
        }

        return result;
    }

    private IEnumerable<IReadOnlyList<PathElement>> Paths(IReadOnlyList<PathElement> prefix)
    {
        var ordered = _entries.OrderBy(e => e.Key).ToList();
        foreach (var (element, _) in ordered.Where(e => e.Value.IsMember))
            yield return [.. prefix, element];
        foreach (var (element, entry) in ordered.Where(e => e.Value.Below is not null))
        {
            foreach (var path in entry.Below!.Paths([.. prefix, element]))
                yield return path;
        }
    }

    private readonly record struct Entry(bool IsMember, FieldSet? Below);
}
