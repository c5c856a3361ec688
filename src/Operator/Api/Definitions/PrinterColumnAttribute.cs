namespace Operator.Api.Definitions;

/// <summary>A column of <c>kubectl get</c>. Columns appear in the order in which they are declared; <see cref="Wide"/> ones only with <c>-o wide</c>.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class PrinterColumnAttribute(string name, string jsonPath, string type, string description) : Attribute
{
    public string Name { get; } = name;

    public string JsonPath { get; } = jsonPath;

    public string Type { get; } = type;

    public string Description { get; } = description;

    public bool Wide { get; init; }
}
