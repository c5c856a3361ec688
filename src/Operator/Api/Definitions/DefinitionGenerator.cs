using System.ComponentModel;
using System.Reflection;
using System.Text.Json.Nodes;

namespace Operator.Api.Definitions;

/// <summary>Writes the CustomResourceDefinition of the CounterApp from its records.</summary>
internal static class DefinitionGenerator
{
    public static JsonObject Create() => new()
    {
        ["apiVersion"] = "apiextensions.k8s.io/v1",
        ["kind"] = "CustomResourceDefinition",
        ["metadata"] = new JsonObject { ["name"] = $"{CounterApp.Type.Plural}.{ApiGroup.Name}" },
        ["spec"] = new JsonObject
        {
            ["group"] = ApiGroup.Name,
            ["scope"] = "Namespaced",
            ["names"] = new JsonObject
            {
                ["kind"] = CounterApp.Type.Kind,
                ["listKind"] = $"{CounterApp.Type.Kind}List",
                ["plural"] = CounterApp.Type.Plural,
                ["singular"] = "counterapp",
                ["shortNames"] = new JsonArray("capp"),
                ["categories"] = new JsonArray("all"),
            },
            ["versions"] = new JsonArray(Version()),
        },
    };

    private static JsonObject Version() => new()
    {
        ["name"] = ApiGroup.Version,
        ["served"] = true,
        ["storage"] = true,
        ["subresources"] = new JsonObject
        {
            ["status"] = new JsonObject(),
            ["scale"] = new JsonObject
            {
                ["specReplicasPath"] = ".spec.replicas",
                ["statusReplicasPath"] = ".status.replicas",
                ["labelSelectorPath"] = ".status.selector",
            },
        },
        ["additionalPrinterColumns"] = new JsonArray([.. typeof(CounterApp).GetCustomAttributes<PrinterColumnAttribute>().Select(Column)]),
        ["schema"] = new JsonObject { ["openAPIV3Schema"] = Root() },
    };

    private static JsonObject Column(PrinterColumnAttribute column)
    {
        var json = new JsonObject
        {
            ["name"] = column.Name,
            ["type"] = column.Type,
            ["jsonPath"] = column.JsonPath,
            ["description"] = column.Description,
        };
        if (column.Wide) json["priority"] = 1;
        return json;
    }

    /// <summary>The API server owns the schema of apiVersion, kind and metadata: only their types are repeated.</summary>
    private static JsonObject Root()
    {
        var schema = SchemaGenerator.ForRecord(typeof(CounterApp));
        schema.Insert(0, "description", typeof(CounterApp).GetCustomAttribute<DescriptionAttribute>()!.Description);
        var properties = schema["properties"]!.AsObject();
        properties["apiVersion"] = new JsonObject
        {
            ["description"] = "Version of the API in which this object is written.",
            ["type"] = "string",
        };
        properties["kind"] = new JsonObject { ["description"] = "CounterApp.", ["type"] = "string" };
        properties["metadata"]!.AsObject().Remove("default");
        return schema;
    }
}
