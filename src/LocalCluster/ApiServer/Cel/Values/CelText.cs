using System.Globalization;
using LocalCluster.ApiServer.Cel.Checking;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Cel.Values;

/// <summary>Values and their types as text.</summary>
internal static class CelText
{
    public static string TypeName(object value) => value switch
    {
        bool => "bool",
        long => "int",
        ulong => "uint",
        double => "double",
        string => "string",
        CelBytes => "bytes",
        CelNull => TypeNames.Null,
        CelDuration => TypeNames.Duration,
        DateTimeOffset => TypeNames.Timestamp,
        CelList => "list",
        CelMap => "map",
        CelOptional => TypeNames.Optional,
        ResourceQuantity => CelType.Quantity.Name,
        CelOpaque opaque => opaque.TypeName,
        CelTypeValue => "type",
        _ => "unknown",
    };

    /// <summary>As in an error: <c>no such key: name</c>.</summary>
    public static string Loose(object value) => value switch
    {
        string text => text,
        bool flag => flag ? "true" : "false",
        double number => GoFloat.Format(number),
        long or ulong => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        DateTimeOffset time => CelTime.Format(time),
        CelNull => "null",
        CelTypeValue type => type.Name,
        CelList list => $"[{string.Join(", ", list.Items().Select(Loose))}]",
        CelMap map => $"{{{string.Join(", ", map.Keys.Select(key => $"{Loose(key)}: {Loose(map.Find(key)!)}"))}}}",
        _ => value.ToString() ?? "",
    };
}
