using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Definitions;
using LocalCluster.ApiServer.Objects;

namespace LocalCluster.ApiServer.Tables;

/// <summary>The table of a custom resource, from its definition's additionalPrinterColumns; without any, its name and age.</summary>
internal static class CustomLayout
{
    public static TableLayout Of(CustomVersion version, TableLayout plain)
    {
        var columns = version.PrinterColumns;
        if (columns.Count == 0) return plain;
        return new TableLayout(
            [StandardColumns.Name, .. columns.Select(Column)],
            (obj, now) => [obj.Name(), .. columns.Select(column => Cell(obj, column, now))]);
    }

    private static TableColumn Column(JsonObject column) => new(
        column.Text("name")!,
        column.Text("type")!,
        column.Text("description") ?? $"Custom resource definition column (in JSONPath format): {column.Text("jsonPath")}",
        column.Text("format") ?? "",
        (int)(column.Number("priority") ?? 0));

    private static JsonNode? Cell(JsonObject obj, JsonObject column, DateTimeOffset now)
    {
        var value = ColumnPath.Find(obj, column.Text("jsonPath")!);
        return (column.Text("type"), value?.GetValueKind()) switch
        {
            (_, null or JsonValueKind.Null) => null,
            ("date", _) => StandardColumns.Since(value!.ToString(), now),
            ("integer" or "number", JsonValueKind.Number) or ("boolean", JsonValueKind.True or JsonValueKind.False) => value!.DeepClone(),
            ("string", _) => value!.ToString(),
            _ => null,
        };
    }
}
