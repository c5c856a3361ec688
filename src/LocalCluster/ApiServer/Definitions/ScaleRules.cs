using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Definitions;

/// <summary>Where a scale subresource finds its numbers and its selector.</summary>
internal static class ScaleRules
{
    public static IEnumerable<FieldError> Validate(JsonObject? scale, string path) => scale is null
        ? []
        : [
            .. Path(scale, path, "specReplicasPath", required: true, ".spec"),
            .. Path(scale, path, "statusReplicasPath", required: true, ".status"),
            .. Path(scale, path, "labelSelectorPath", required: false, ".spec", ".status"),
        ];

    private static IEnumerable<FieldError> Path(JsonObject scale, string path, string name, bool required, params string[] roots)
    {
        var (field, text) = ($"{path}.{name}", scale.Text(name) ?? "");
        if (text.Length == 0)
        {
            if (required)
                yield return FieldError.Required(field);
        }
        else if (text[0] != '.')
            yield return FieldError.Invalid(field, text, "must be a simple json path starting with .");
        else if (!roots.Any(root => text.StartsWith(root + ".", StringComparison.Ordinal)))
            yield return FieldError.Invalid(field, text, $"should be a json path under {(roots.Length > 1 ? "either " : "")}{string.Join(" or ", roots)}");
    }
}
