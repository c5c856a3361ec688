using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Definitions;

/// <summary>What a CustomResourceDefinition says about one of its versions, beyond names and schema.</summary>
internal sealed record CustomVersion
{
    public required string DefinitionName { get; init; }

    /// <summary>The apiVersion in which objects are stored.</summary>
    public required string StoredApiVersion { get; init; }

    /// <summary>No other version is served or stored.</summary>
    public bool IsOnlyVersion { get; init; } = true;

    public bool HasStatus { get; init; }

    public ScalePaths? Scale { get; init; }

    public IReadOnlyList<string> SelectableFields { get; init; } = [];

    public IReadOnlyList<JsonObject> PrinterColumns { get; init; } = [];

    /// <summary>The schema as it was written, for OpenAPI.</summary>
    public JsonObject? OpenApiSchema { get; init; }

    /// <summary>The definition is on its way out: no new objects.</summary>
    public bool Terminating { get; init; }
}
