using System.Globalization;

namespace LocalCluster.ApiServer.Schemas;

/// <summary>Field names in errors: <c>spec.ports[0].name</c>, map keys in brackets. The empty path is the whole object.</summary>
internal static class FieldPath
{
    public static string Child(string? parent, string name) => string.IsNullOrEmpty(parent) ? name : $"{parent}.{name}";

    public static string Index(string? parent, int index) => string.Create(CultureInfo.InvariantCulture, $"{parent}[{index}]");

    public static string Key(string? parent, string key) => $"{parent}[{key}]";
}
