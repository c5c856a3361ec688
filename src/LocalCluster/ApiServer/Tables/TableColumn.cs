using System.Text.Json.Nodes;

namespace LocalCluster.ApiServer.Tables;

/// <summary>One column; those with a priority above 0 are shown only in wide tables.</summary>
/// <param name="Description">What a custom resource's definition says; the texts of built-in kinds stand in <see cref="ColumnTexts"/>.</param>
internal sealed record TableColumn(string Name, string Type, string? Description = null, string Format = "", int Priority = 0)
{
    public JsonObject ToJson(string resource) => new()
    {
        ["name"] = Name,
        ["type"] = Type,
        ["format"] = Format,
        ["description"] = Description ?? ColumnTexts.Of(resource, Name),
        ["priority"] = Priority,
    };
}
