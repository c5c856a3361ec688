using LocalCluster.ApiServer.Cel.Values;
using static LocalCluster.ApiServer.Cel.Checking.CelType;

namespace LocalCluster.ApiServer.Cel.Functions;

/// <summary>Named formats; what a text has against one is optional, and none when it fits.</summary>
internal static class FormatLibrary
{
    public static readonly Library Functions = Constants(new Library()
        .Global("format.named", Optional(Format), [Text], a => CelFormat.All.FirstOrDefault(one => one.Name == (string)a[0]) is { } found ? new CelOptional(found) : CelOptional.None)
        .Member("validate", Optional(List(Text)), [Format, Text], a => ((CelFormat)a[0]).Check((string)a[1]) is { Count: > 0 } wrong ? new CelOptional(ItemList.Of(wrong)) : CelOptional.None));

    private static Library Constants(Library library) => CelFormat.All.Aggregate(library, (all, format) => all.Global($"format.{format.Name}", Format, [], _ => format));
}
