using System.Globalization;
using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;

namespace LocalCluster.ApiServer.Tables;

/// <summary>Columns that many kinds share.</summary>
internal static class StandardColumns
{
    public static TableColumn Name { get; } = new("Name", "string",
        "Name must be unique within a namespace. Is required when creating resources, although some resources may allow a client to request the generation of an appropriate name automatically. Name is primarily intended for creation idempotence and configuration definition. Cannot be updated. More info: https://kubernetes.io/docs/concepts/overview/working-with-objects/names#names",
        Format: "name");

    public static TableColumn Age { get; } = new("Age", "string",
        "CreationTimestamp is a timestamp representing the server time when this object was created. It is not guaranteed to be set in happens-before order across separate operations. Clients may not set this value. It is represented in RFC3339 form and is in UTC.\n\nPopulated by the system. Read-only. Null for lists. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#metadata");

    public static JsonNode AgeOf(JsonObject obj, DateTimeOffset now) => Since(obj.Text("metadata", "creationTimestamp"), now);

    /// <summary>How long ago that was, as people say it; the server says &lt;unknown&gt; when there is no such time.</summary>
    public static string Since(string? time, DateTimeOffset now) =>
        DateTimeOffset.TryParse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var then)
            ? HumanDuration.Text(now - then)
            : "<unknown>";
}
