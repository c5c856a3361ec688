using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Errors;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Tables;

/// <summary>Turns objects into <c>meta.k8s.io/v1 Table</c>s. Within one watch only the first table names its columns.</summary>
internal sealed class TablePrinter(ApiRequest request, Func<DateTimeOffset> clock)
{
    private readonly TableLayout _layout = TableLayouts.For(request.Resource);
    private readonly string _include = Included(request.Query("includeObject"));
    private bool _headersSent;

    public JsonObject One(JsonObject obj) => Table(new JsonObject { ["resourceVersion"] = obj.ResourceVersion() }, [Row(obj, clock())]);

    public JsonObject Many(IEnumerable<JsonObject> objects, JsonObject metadata) =>
        Table(metadata, [.. objects.Select(obj => Row(obj, clock()))]);

    public JsonObject Event(JsonObject obj)
    {
        var table = Table(new JsonObject { ["resourceVersion"] = obj.ResourceVersion() }, [Row(obj, clock())]);
        if (_headersSent)
            table["columnDefinitions"] = null;
        _headersSent = true;
        return table;
    }

    private static string Included(string? said) => said switch
    {
        null or "" => "Metadata",
        "Metadata" or "Object" or "None" => said,
        _ => throw Failures.BadRequest(
            $"Unable to convert to Table as requested: includeObject: Invalid value: {GoText.Quote(said)}: must be 'Metadata', 'Object', 'None', or empty"),
    };

    private JsonObject Table(JsonObject metadata, JsonArray rows) => new()
    {
        ["kind"] = "Table",
        ["apiVersion"] = "meta.k8s.io/v1",
        ["metadata"] = metadata,
        ["columnDefinitions"] = new JsonArray([.. _layout.Columns.Select(column => column.ToJson(request.Resource.QualifiedName))]),
        ["rows"] = rows,
    };

    private JsonObject Row(JsonObject obj, DateTimeOffset at)
    {
        var row = new JsonObject { ["cells"] = new JsonArray([.. _layout.Cells(obj, at)]) };
        if (_layout.Condition?.Invoke(obj) is { } condition)
            row["conditions"] = new JsonArray(condition);
        row["object"] = _include switch
        {
            "None" => null,
            "Object" => obj.DeepClone(),
            _ => PartialMetadata.Of(obj),
        };
        return row;
    }
}
