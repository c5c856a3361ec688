namespace LocalCluster.ApiServer.Cel.Values;

/// <summary>A map made by an expression. Whole numbers are one key whatever their type.</summary>
internal sealed class EntryMap(IReadOnlyDictionary<object, object> entries) : CelMap
{
    public override int Count => entries.Count;

    public override IEnumerable<object> Keys => entries.Keys;

    public static object Normalized(object key) => key switch
    {
        ulong number and <= long.MaxValue => (long)number,
        double number when number == Math.Truncate(number) && Math.Abs(number) < 9e18 => (long)number,
        _ => key,
    };

    public override object? Find(object key) => entries.GetValueOrDefault(Normalized(key));

    /// <summary>An error when the key is there already.</summary>
    public object With(object key, object value)
    {
        var copy = new Dictionary<object, object>(entries);
        return copy.TryAdd(Normalized(key), value) ? new EntryMap(copy) : new CelError($"insert failed: key {CelText.Loose(key)} already exists");
    }
}
