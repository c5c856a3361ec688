using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Admission.Objects;

/// <summary>What ConfigMaps and Secrets share: keys, size, and being frozen on request.</summary>
internal static class DataRules
{
    public const int SizeLimit = 1024 * 1024;

    private const string Frozen = "field is immutable when `immutable` is set";

    public static IEnumerable<FieldError> Keys(JsonObject obj, string field)
    {
        foreach (var (key, _) in (obj.Object(field) ?? []).OrderBy(one => one.Key, StringComparer.Ordinal))
        {
            foreach (var wrong in NameSyntax.ConfigMapKey(key))
                yield return FieldError.Invalid($"{field}[{key}]", key, wrong);
        }
    }

    public static int TextSize(JsonObject obj, string field) =>
        (obj.Object(field) ?? []).Sum(one => Encoding.UTF8.GetByteCount(one.Value.Text() ?? ""));

    /// <summary>The size of what is written in base64.</summary>
    public static int BinarySize(JsonObject obj, string field) =>
        (obj.Object(field) ?? []).Sum(one => Base64.IsValid(one.Value.Text() ?? "", out var length) ? length : 0);

    public static IEnumerable<FieldError> Immutable(JsonObject obj, JsonObject old, params string[] fields)
    {
        if (old.Flag("immutable") != true)
            yield break;
        if (obj.Flag("immutable") != true)
            yield return FieldError.Forbidden("immutable", Frozen);
        foreach (var field in fields)
        {
            if (!JsonNode.DeepEquals(obj[field], old[field]))
                yield return FieldError.Forbidden(field, Frozen);
        }
    }
}
