namespace LocalCluster.ApiServer.Schemas;

/// <summary>The way to a value while a schema is walked; its text is only made when there is an error to tell.</summary>
internal sealed class ValuePath
{
    public static readonly ValuePath Root = new(null, "", -1);
    private readonly ValuePath? _parent;
    private readonly string _name;
    private readonly int _index;
    private readonly bool _isKey;

    private ValuePath(ValuePath? parent, string name, int index, bool isKey = false)
    {
        _isKey = isKey;
        _parent = parent;
        _name = name;
        _index = index;
    }

    public bool IsRoot => _parent is null;

    public ValuePath Child(string name) => new(this, name, -1);

    /// <summary>A key of a map, in brackets.</summary>
    public ValuePath Key(string key) => new(this, key, -1, isKey: true);

    public ValuePath Item(int index) => new(this, "", index);

    public override string ToString()
    {
        if (_parent is null)
            return "";
        var parent = _parent.ToString();
        if (_isKey)
            return FieldPath.Key(parent, _name);
        return _index >= 0 ? FieldPath.Index(parent, _index) : FieldPath.Child(parent, _name);
    }
}
