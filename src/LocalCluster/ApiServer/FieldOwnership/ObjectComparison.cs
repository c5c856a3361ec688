using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.FieldOwnership;

/// <summary>What differs between two objects of one type. No field is in more than one of the three sets.</summary>
internal sealed class ObjectComparison
{
    private readonly List<PathElement> _path = [];

    private ObjectComparison()
    {
    }

    public FieldSet Added { get; private set; } = new();

    public FieldSet Modified { get; private set; } = new();

    public FieldSet Removed { get; private set; } = new();

    public static ObjectComparison Of(JsonObject before, JsonObject after, FieldType type)
    {
        var comparison = new ObjectComparison();
        comparison.Compare(Slot.Of(before), Slot.Of(after), type);
        return comparison;
    }

    /// <summary>Leaves out fields that a write through this endpoint cannot change, with all that is below them.</summary>
    public ObjectComparison Without(FieldSet reset)
    {
        Added = Added.RecursiveDifference(reset);
        Modified = Modified.RecursiveDifference(reset);
        Removed = Removed.RecursiveDifference(reset);
        return this;
    }

    private void Compare(Slot before, Slot after, FieldType type)
    {
        if (before.IsPresent && after.IsPresent && JsonEquality.Same(before.Value, after.Value))
            return;
        var leaf = false;
        var (was, now) = (type.FormOf(before.Value), type.FormOf(after.Value));
        if (!after.IsPresent)
        {
            leaf = CompareAs(was, before, after, type);
        }
        else
        {
            if (before.IsPresent && was != now)
                CompareAs(was, before, after, type);
            leaf = CompareAs(now, before, after, type);
        }

        if (!leaf && !before.IsPresent)
            Added.Add(_path);
        else if (!leaf && !after.IsPresent)
            Removed.Add(_path);
    }

    /// <summary>Answers whether the value was compared as a whole.</summary>
    private bool CompareAs(FieldType.Form form, Slot before, Slot after, FieldType type)
    {
        if (IsLeaf(form, before, after, type))
        {
            CompareWhole(before, after);
            return true;
        }

        if (form == FieldType.Form.Map)
            CompareMembers(before, after, type);
        else
            CompareItems(before.List, after.List, type);
        return false;
    }

    /// <summary>Two empty containers are compared as wholes: that keeps null apart from empty.</summary>
    private static bool IsLeaf(FieldType.Form form, Slot before, Slot after, FieldType type) => form switch
    {
        FieldType.Form.Scalar => true,
        FieldType.Form.Map => type.MapIsAtomic || (before.Map is null or { Count: 0 } && after.Map is null or { Count: 0 }),
        _ => type.ListIsAtomic || (before.List is null or { Count: 0 } && after.List is null or { Count: 0 }),
    };

    private void CompareWhole(Slot before, Slot after)
    {
        if (!before.IsPresent)
            Added.Add(_path);
        else if (!after.IsPresent)
            Removed.Add(_path);
        else
            Modified.Add(_path);
    }

    private void CompareMembers(Slot before, Slot after, FieldType type)
    {
        foreach (var (name, _) in before.Map ?? [])
            CompareMember(name, before, after, type);
        foreach (var (name, _) in after.Map ?? [])
        {
            if (!before.Member(name).IsPresent)
                CompareMember(name, before, after, type);
        }
    }

    private void CompareMember(string name, Slot before, Slot after, FieldType type)
    {
        if (type.Member(name) is not { } member)
            return;
        _path.Add(PathElement.Field(name));
        Compare(before.Member(name), after.Member(name), member);
        _path.RemoveAt(_path.Count - 1);
    }

    private void CompareItems(JsonArray? before, JsonArray? after, FieldType type)
    {
        var old = ListItems.Group(before, type);
        var now = ListItems.Group(after, type).ToDictionary(g => g.Element, g => g.Items);
        foreach (var (element, items) in old)
            CompareItem(element, items, now.Remove(element, out var current) ? current : [], type);
        foreach (var (element, items) in now)
            CompareItem(element, [], items, type);
    }

    /// <summary>Several items with one identity are one field, without fields of its own.</summary>
    private void CompareItem(PathElement element, List<JsonNode?> before, List<JsonNode?> after, FieldType type)
    {
        _path.Add(element);
        if (before.Count <= 1 && after.Count <= 1)
            Compare(Single(before), Single(after), type.Items);
        else if (before.Count >= 2 && after.Count >= 2)
            CompareDuplicates(before, after);
        else if (before.Count >= 2)
            LoseDuplicates(after, type);
        else
            GainDuplicates(before, type);
        _path.RemoveAt(_path.Count - 1);
    }

    private void CompareDuplicates(List<JsonNode?> before, List<JsonNode?> after)
    {
        if (before.Count != after.Count || !before.Zip(after).All(pair => JsonEquality.Same(pair.First, pair.Second)))
            Modified.Add(_path);
    }

    private void LoseDuplicates(List<JsonNode?> after, FieldType type)
    {
        if (after.Count > 0)
            Compare(Slot.Absent, Single(after), type.Items);
        Removed.Add(_path);
    }

    private void GainDuplicates(List<JsonNode?> before, FieldType type)
    {
        if (before.Count > 0)
            Compare(Single(before), Slot.Absent, type.Items);
        Added.Add(_path);
    }

    private static Slot Single(List<JsonNode?> items) => items.Count == 0 ? Slot.Absent : Slot.Of(items[0]);
}
