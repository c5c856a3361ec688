using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Resources;

namespace LocalCluster.ApiServer.Tables;

/// <summary>Which table belongs to which resource.</summary>
internal static class TableLayouts
{
    private static readonly TableLayout Plain = new(
        [StandardColumns.Name, StandardColumns.Age],
        (obj, now) => [obj.Name(), StandardColumns.AgeOf(obj, now)]);

    public static TableLayout For(ResourceDefinition resource)
    {
        _ = resource;
        return Plain;
    }
}
