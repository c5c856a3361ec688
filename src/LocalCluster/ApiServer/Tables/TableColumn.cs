using System.Text.Json.Nodes;

namespace LocalCluster.ApiServer.Tables;

/// <summary>One column; those with a priority above 0 are shown only in wide tables.</summary>
internal sealed record TableColumn(string Name, string Type, string Description, string Format = "", int Priority = 0)
{
    public JsonObject ToJson() => new()
    {
        ["name"] = Name,
        ["type"] = Type,
        ["format"] = Format,
        ["description"] = Description,
        ["priority"] = Priority,
    };
}
