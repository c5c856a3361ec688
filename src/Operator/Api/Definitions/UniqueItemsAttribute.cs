namespace Operator.Api.Definitions;

/// <summary>A list of plain values in which each value stands once: server-side apply merges it as a set.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class UniqueItemsAttribute : Attribute;
