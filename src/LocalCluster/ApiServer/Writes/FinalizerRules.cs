using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Admission;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Resources;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Writes;

/// <summary>The names of finalizers: qualified for every kind, with a domain for the built-in ones; custom objects are only warned.</summary>
internal static class FinalizerRules
{
    private const string CustomDefinitions = "apiextensions.k8s.io";
    private static readonly string[] Standard = ["orphan", "foregroundDeletion", "kubernetes"];

    public static IEnumerable<FieldError> Validate(JsonObject obj, ResourceDefinition resource)
    {
        foreach (var (i, finalizer) in obj.Finalizers().Index())
        {
            foreach (var wrong in NameSyntax.QualifiedName(finalizer))
                yield return FieldError.Invalid("metadata.finalizers", finalizer, wrong);
            if (!resource.IsCustom && resource.Group != CustomDefinitions && IsBare(finalizer))
                yield return FieldError.Invalid($"metadata.finalizers[{i}]", finalizer, "name is neither a standard finalizer name nor is it fully qualified");
        }
    }

    /// <summary>About the finalizers that a write adds to a custom object.</summary>
    public static IEnumerable<string> Warnings(JsonObject obj, JsonObject? old) =>
        from finalizer in obj.Finalizers().Except(old?.Finalizers() ?? []).Order(StringComparer.Ordinal)
        where IsBare(finalizer)
        let path = finalizer.Contains('.', StringComparison.Ordinal) ? " including a path (/)" : ""
        select $"metadata.finalizers: {GoText.Quote(finalizer)}: prefer a domain-qualified finalizer name{path} to avoid accidental conflicts with other finalizer writers";

    private static bool IsBare(string finalizer) => !finalizer.Contains('/', StringComparison.Ordinal) && !Standard.Contains(finalizer);
}
