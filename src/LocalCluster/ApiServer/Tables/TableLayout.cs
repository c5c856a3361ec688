using System.Text.Json.Nodes;

namespace LocalCluster.ApiServer.Tables;

/// <summary>The columns of a kind, and what stands in them for one object at one moment (ages depend on it).</summary>
internal sealed record TableLayout(IReadOnlyList<TableColumn> Columns, Func<JsonObject, DateTimeOffset, IReadOnlyList<JsonNode?>> Cells)
{
    /// <summary>What a row says about its object as a whole, if anything.</summary>
    public Func<JsonObject, JsonObject?>? Condition { get; init; }
}
