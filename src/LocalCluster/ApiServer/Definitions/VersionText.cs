using System.Text;
using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Admission;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Definitions;

/// <summary>A definition's versions as an error shows them: the server's own type, all its fields, with their names in Go.</summary>
internal static class VersionText
{
    public static GoLiteral? Of(DefinitionShape shape) =>
        shape.Versions.Count == 0 ? null : new GoLiteral($"[{string.Join(',', shape.Versions.Select(version => Of(version, shape)))}]");

    private static string Of(JsonObject version, DefinitionShape shape)
    {
        var text = new StringBuilder("{");
        Add("Name", version.Text("name") ?? "");
        Add("Served", version.Flag("served") == true);
        Add("Storage", version.Flag("storage") == true);
        Add("Deprecated", version.Flag("deprecated") == true);
        Add("DeprecationWarning", version.Text("deprecationWarning"));
        AddPart("Schema", "schema", shape.SharesSchema);
        AddPart("Subresources", "subresources", shape.SharesSubresources);
        AddPart("AdditionalPrinterColumns", "additionalPrinterColumns", shape.SharesColumns);
        AddPart("SelectableFields", "selectableFields", shape.SharesSelectableFields);
        return text.Append('}').ToString();

        void Add(string name, JsonNode? value) =>
            text.Append(text.Length > 1 ? "," : "").Append('"').Append(name).Append("\":").Append(GoText.Json(value));

        void AddPart(string name, string part, bool shared) => Add(name, shared ? null : version[part]);
    }
}
