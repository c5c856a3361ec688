using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Admission.Objects;

/// <summary>An event's values as the server shows them in a refusal: its internal structs, every field of them.</summary>
internal static class EventValues
{
    private static readonly (string Go, string Json)[] Reference =
    [
        ("Kind", "kind"), ("Namespace", "namespace"), ("Name", "name"), ("UID", "uid"), ("APIVersion", "apiVersion"), ("ResourceVersion", "resourceVersion"), ("FieldPath", "fieldPath"),
    ];

    private static readonly (string Go, string Json)[] Source = [("Component", "component"), ("Host", "host")];

    public static object? Of(string field, JsonNode? value) => field switch
    {
        "involvedObject" => Struct(Reference, value),
        "related" => value is null ? null : Struct(Reference, value),
        "source" => Struct(Source, value),
        "count" => value.Number() ?? 0,
        "firstTimestamp" or "lastTimestamp" or "eventTime" => value?.DeepClone(),
        _ => value.Text() ?? "",
    };

    private static GoLiteral Struct((string Go, string Json)[] fields, JsonNode? value) =>
        new("{" + string.Join(',', fields.Select(field => $"\"{field.Go}\":{GoText.Quote(value.Text(field.Json) ?? "")}")) + "}");
}
