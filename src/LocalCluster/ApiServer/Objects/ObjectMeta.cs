using System.Globalization;
using System.Text.Json.Nodes;

namespace LocalCluster.ApiServer.Objects;

/// <summary>The metadata of an object, by name.</summary>
internal static class ObjectMeta
{
    public static JsonObject Metadata(this JsonObject obj) => obj.ObjectOrNew("metadata");

    public static string Name(this JsonObject obj) => obj.Text("metadata", "name") ?? "";

    public static string Namespace(this JsonObject obj) => obj.Text("metadata", "namespace") ?? "";

    public static string Uid(this JsonObject obj) => obj.Text("metadata", "uid") ?? "";

    public static string ResourceVersion(this JsonObject obj) => obj.Text("metadata", "resourceVersion") ?? "";

    public static long Generation(this JsonObject obj) => obj.Number("metadata", "generation") ?? 0;

    public static IReadOnlyList<string> Finalizers(this JsonObject obj) => [.. obj.Texts("metadata", "finalizers")];

    public static bool IsTerminating(this JsonObject obj) => obj.Text("metadata", "deletionTimestamp") is not null;

    public static IReadOnlyDictionary<string, string> Labels(this JsonObject obj) => Map(obj.Object("metadata", "labels"));

    public static IReadOnlyDictionary<string, string> Annotations(this JsonObject obj) => Map(obj.Object("metadata", "annotations"));

    /// <summary>As the wire writes a <c>metav1.Time</c>: UTC, whole seconds.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static IReadOnlyDictionary<string, string> Map(JsonObject? map) => map is null || map.Count == 0
        ? System.Collections.Frozen.FrozenDictionary<string, string>.Empty
        : map.Where(one => one.Value.Text() is not null).ToDictionary(one => one.Key, one => one.Value.Text()!, StringComparer.Ordinal);
}
