using System.Text.Json.Nodes;

namespace LocalCluster.ApiServer.Cel.Values;

/// <summary>Data that no schema describes: it can be compared and nothing else.</summary>
internal sealed record PreservedJson(JsonNode Node);
