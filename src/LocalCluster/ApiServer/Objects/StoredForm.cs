using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Resources;
using LocalCluster.ApiServer.Selectors;
using LocalCluster.Storage;

namespace LocalCluster.ApiServer.Objects;

/// <summary>Between an object and the bytes that the store keeps of it.</summary>
internal static class StoredForm
{
    /// <summary>Writes the revision into the object and takes out what selectors may ask for.</summary>
    public static StoredObject Of(JsonObject obj, ResourceDefinition resource, long revision)
    {
        obj.Metadata()["resourceVersion"] = revision.ToString(CultureInfo.InvariantCulture);
        return new StoredObject(
            obj.Namespace(), obj.Name(), revision, ObjectText.Write(obj), LabelsOf(obj), SelectableFields.Of(obj, resource));
    }

    public static JsonObject Read(StoredObject stored) => ObjectText.Parse(stored.Json.Span);

    public static ObjectId IdOf(ResourceDefinition resource, string inNamespace, string name) =>
        new(resource.StorageKey, resource.Namespaced ? inNamespace : "", name);

    private static IReadOnlyDictionary<string, string> LabelsOf(JsonObject obj) =>
        obj.Labels() is { Count: > 0 } labels ? labels : FrozenDictionary<string, string>.Empty;
}
