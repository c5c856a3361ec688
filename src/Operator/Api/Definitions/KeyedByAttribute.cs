namespace Operator.Api.Definitions;

/// <summary>A list whose items are told apart by one field: server-side apply merges it item by item.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class KeyedByAttribute(string key) : Attribute
{
    public string Key { get; } = key;
}
