using System.Text;
using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Admission;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Definitions;

/// <summary>The versions of a definition: their names, which one is stored, and the words of a deprecation.</summary>
internal static class VersionRules
{
    private const int LongestWarning = 256;

    public static IEnumerable<FieldError> Validate(DefinitionShape shape)
    {
        var names = shape.Versions.Select(version => version.Text("name") ?? "").ToList();
        foreach (var (i, name) in names.Index())
        {
            foreach (var wrong in NameSyntax.Label1035(name))
                yield return FieldError.Invalid($"spec.versions[{i}].name", name, wrong);
            foreach (var error in Deprecation(shape.Versions[i], $"spec.versions[{i}].deprecationWarning"))
                yield return error;
        }

        if (names.Distinct().Count() != names.Count)
            yield return FieldError.Invalid("spec.versions", VersionText.Of(shape), "must contain unique version names");
        if (shape.Versions.Count(version => version.Flag("storage") == true) != 1)
            yield return FieldError.Invalid("spec.versions", VersionText.Of(shape), "must have exactly one version marked as storage version");
        foreach (var wrong in names.Count > 0 && names[0].Length > 0 ? NameSyntax.Label1035(names[0]) : [])
            yield return FieldError.Invalid("spec.version", names[0], wrong);
    }

    private static IEnumerable<FieldError> Deprecation(JsonObject version, string path)
    {
        if (version.Text("deprecationWarning") is not { } warning)
            yield break;
        if (version.Flag("deprecated") != true)
        {
            yield return FieldError.Invalid(path, warning, "can only be set for deprecated versions");
            yield break;
        }

        if (Encoding.UTF8.GetByteCount(warning) > LongestWarning)
            yield return FieldError.Invalid(path, warning, $"must be <= {LongestWarning} characters long");
        if (warning.Length == 0)
            yield return FieldError.Invalid(path, warning, "must not be an empty string");
        var at = 0;
        foreach (var rune in warning.EnumerateRunes())
        {
            if (!GoText.IsPrintable(rune))
            {
                yield return FieldError.Invalid(path, warning, $"must only contain printable UTF-8 characters; non-printable character found at index {at}");
                yield break;
            }

            at += rune.Utf8SequenceLength;
        }
    }
}
