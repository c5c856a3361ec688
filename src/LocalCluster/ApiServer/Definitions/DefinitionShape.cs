using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;

namespace LocalCluster.ApiServer.Definitions;

/// <summary>
/// A definition's versions as the server holds them: what is the same in all versions (a single one, say) stands once, at the top of the spec,
/// and that is where errors in it are told.
/// </summary>
internal sealed record DefinitionShape(IReadOnlyList<JsonObject> Versions)
{
    public bool SharesSchema { get; private init; }

    public bool SharesSubresources { get; private init; }

    public bool SharesColumns { get; private init; }

    public bool SharesSelectableFields { get; private init; }

    public static DefinitionShape Of(JsonObject spec)
    {
        var versions = spec.Items("versions").ToList();
        return new DefinitionShape(versions)
        {
            SharesSchema = Same(versions, "schema"),
            SharesSubresources = Same(versions, "subresources"),
            SharesColumns = Same(versions, "additionalPrinterColumns"),
            SharesSelectableFields = Same(versions, "selectableFields"),
        };
    }

    /// <summary>Where each of the versions' parts stands: one for all, or one a version.</summary>
    public IEnumerable<(JsonObject Version, string Path)> Parts(bool shared, string top, string within) => shared
        ? Versions.Take(1).Select(version => (version, $"spec.{top}"))
        : Versions.Select((version, i) => (version, $"spec.versions[{i}].{within}"));

    public static JsonObject? Schema(JsonObject version) => version.Object("schema", "openAPIV3Schema");

    private static bool Same(List<JsonObject> versions, string part) => versions.Count > 0
        && versions.TrueForAll(version => JsonNode.DeepEquals(Known(version[part]), Known(versions[0][part])));

    /// <summary>Nothing written and nothing in it are one thing.</summary>
    private static JsonNode? Known(JsonNode? part) => part is JsonArray { Count: 0 } ? null : part;
}
