using LocalCluster.ApiServer.Resources;

namespace LocalCluster.ApiServer.Selectors;

/// <summary>Checks the fields a selector names, and turns those of another version of the kind into the stored ones.</summary>
internal static class FieldSelectorNames
{
    public static FieldSelector ToStorage(ResourceDefinition resource, FieldSelector selector)
    {
        if (selector.IsEverything)
            return selector;
        var known = SelectableFields.Of(resource);
        return new FieldSelector([.. selector.Requirements.Select(one => one with { Field = ToStorage(resource, one.Field, known) })]);
    }

    private static string ToStorage(ResourceDefinition resource, string field, IReadOnlyList<string> known)
    {
        if (field == "metadata.name" || (field == "metadata.namespace" && (resource.Namespaced || !resource.IsCustom)))
            return field;
        if (resource.Group == "events.k8s.io" && field.StartsWith("regarding.", StringComparison.Ordinal))
            field = "involvedObject." + field["regarding.".Length..];
        if (resource.StorageKey == "pods" && field == "spec.host")
            field = "spec.nodeName";
        if (known.Contains(field))
            return field;
        throw new SelectorException(known.Count > 0 || resource.IsCustom
            ? $"field label not supported: {field}"
            : $"\"{field}\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\"");
    }
}
