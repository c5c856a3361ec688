using System.Text;
using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Admission.Objects;

/// <summary>What ConfigMaps and Secrets share: keys, size, and being frozen on request.</summary>
internal static class DataRules
{
    private const int Limit = 1024 * 1024;
    private const string Frozen = "field is immutable when `immutable` is set";

    public static IEnumerable<FieldError> Keys(JsonObject obj, params string[] fields)
    {
        HashSet<string> seen = [];
        foreach (var field in fields)
        {
            foreach (var (key, _) in (obj.Object(field) ?? []).OrderBy(one => one.Key, StringComparer.Ordinal))
            {
                foreach (var wrong in NameSyntax.ConfigMapKey(key))
                    yield return FieldError.Invalid($"{field}[{key}]", key, wrong);
                if (!seen.Add(key))
                    yield return FieldError.Invalid($"{field}[{key}]", key, "duplicate of key present in data");
            }
        }

        var size = fields.Sum(field => (obj.Object(field) ?? []).Sum(one => Encoding.UTF8.GetByteCount(one.Value.Text() ?? "")));
        if (size > Limit)
            yield return FieldError.TooLong("", Limit);
    }

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
