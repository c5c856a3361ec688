using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Admission;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Resources;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Writes;

/// <summary>What holds for the metadata of every object, in the words of k8s.io/apimachinery/pkg/api/validation.</summary>
internal static class MetadataRules
{
    private const int AnnotationLimit = 256 * 1024;

    public static IEnumerable<FieldError> Validate(JsonObject obj, ResourceDefinition resource)
    {
        foreach (var error in Names(obj, resource.Rules.NameRule))
            yield return error;
        foreach (var error in Labels(obj.Labels(), "metadata.labels"))
            yield return error;
        foreach (var error in Annotations(obj))
            yield return error;
        foreach (var error in OwnerRules.Validate(obj))
            yield return error;
        foreach (var error in FinalizerRules.Validate(obj, resource))
            yield return error;
    }

    public static IEnumerable<FieldError> Labels(IReadOnlyDictionary<string, string> labels, string path)
    {
        foreach (var (key, value) in labels.OrderBy(one => one.Key, StringComparer.Ordinal))
        {
            foreach (var wrong in NameSyntax.QualifiedName(key))
                yield return FieldError.Invalid(path, key, wrong);
            foreach (var wrong in NameSyntax.LabelValue(value))
                yield return FieldError.Invalid(path, value, wrong);
        }
    }

    /// <summary>What an update may not change. Carries over what the server alone decides.</summary>
    public static IEnumerable<FieldError> Update(JsonObject obj, JsonObject old)
    {
        foreach (var error in NewFinalizers(obj, old))
            yield return error;
        foreach (var field in new[] { "name", "namespace", "uid", "deletionTimestamp", "deletionGracePeriodSeconds" })
        {
            var (after, before) = (obj.At("metadata", field), old.At("metadata", field));
            if (!JsonNode.DeepEquals(after, before))
                yield return FieldError.Invalid($"metadata.{field}", after?.DeepClone(), "field is immutable");
        }
    }

    /// <summary>What a client may leave out of an update, or not touch at all, comes from the stored object.</summary>
    public static void CarryOver(JsonObject obj, JsonObject old)
    {
        var (metadata, before) = (obj.Metadata(), old.Metadata());
        if (metadata.Text("uid") is null or "")
            Copy(before, metadata, "uid");
        Copy(before, metadata, "creationTimestamp");
        Copy(before, metadata, "generation");
        if (before["deletionTimestamp"] is not null)
            Copy(before, metadata, "deletionTimestamp");
        if (metadata["deletionGracePeriodSeconds"] is null)
            Copy(before, metadata, "deletionGracePeriodSeconds");
        metadata.Remove("selfLink");
    }

    private static IEnumerable<FieldError> Names(JsonObject obj, NameRule rule)
    {
        var (name, prefix) = (obj.Name(), obj.Text("metadata", "generateName") ?? "");
        if (prefix.Length > 0)
        {
            foreach (var wrong in Check(prefix.TrimEnd('-') is { Length: > 0 } stem && prefix.EndsWith('-') ? stem : prefix, rule))
                yield return FieldError.Invalid("metadata.generateName", prefix, wrong);
        }

        if (name.Length == 0)
            yield return FieldError.Required("metadata.name", "name or generateName is required");
        foreach (var wrong in name.Length == 0 ? [] : Check(name, rule))
            yield return FieldError.Invalid("metadata.name", name, wrong);
    }

    private static IReadOnlyList<string> Check(string name, NameRule rule) => rule switch
    {
        NameRule.Subdomain => NameSyntax.Subdomain(name),
        NameRule.Label => NameSyntax.Label(name),
        NameRule.Label1035 => NameSyntax.Label1035(name),
        NameRule.PathSegment => NameSyntax.PathSegment(name),
        _ => throw new InvalidOperationException($"unknown rule {rule}"),
    };

    private static IEnumerable<FieldError> Annotations(JsonObject obj)
    {
        long size = 0;
        foreach (var (key, value) in obj.Annotations().OrderBy(one => one.Key, StringComparer.Ordinal))
        {
            foreach (var wrong in NameSyntax.QualifiedName(key.ToLowerInvariant()))
                yield return FieldError.Invalid("metadata.annotations", key, wrong);
            size += key.Length + value.Length;
        }

        if (size > AnnotationLimit)
            yield return FieldError.TooLong("metadata.annotations", AnnotationLimit);
    }

    private static IEnumerable<FieldError> NewFinalizers(JsonObject obj, JsonObject old)
    {
        var added = obj.Finalizers().Except(old.Finalizers()).Order(StringComparer.Ordinal).ToList();
        if (!old.IsTerminating() || added.Count == 0)
            yield break;
        var list = string.Join(", ", added.Select(GoText.Quote));
        yield return FieldError.Forbidden("metadata.finalizers",
            $"no new finalizers can be added if the object is being deleted, found new finalizers []string{{{list}}}");
    }

    private static void Copy(JsonObject from, JsonObject to, string field)
    {
        if (from[field] is { } value)
            to[field] = value.DeepClone();
        else
            to.Remove(field);
    }
}
