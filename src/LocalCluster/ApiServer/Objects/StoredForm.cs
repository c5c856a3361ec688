using System.Globalization;
using System.Text.Json;
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
        return new StoredObject(obj.Namespace(), obj.Name(), revision, ObjectText.Write(obj), SelectableFields.Of(obj, resource));
    }

    public static JsonObject Read(StoredObject stored) => ObjectText.Parse(stored.Json.Span);

    public static ObjectId IdOf(ResourceDefinition resource, string inNamespace, string name) =>
        new(resource.StorageKey, resource.Namespaced ? inNamespace : "", name);

    /// <summary>What label selectors look at. Read from the text, since it would be a good part of what many small objects take.</summary>
    public static IReadOnlyDictionary<string, string> LabelsOf(StoredObject stored)
    {
        var reader = ObjectText.Read(stored.Json.Span);
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!ObjectText.Seek(ref reader, "metadata"u8) || !ObjectText.Seek(ref reader, "labels"u8) || reader.TokenType != JsonTokenType.StartObject)
            return labels;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = reader.GetString()!;
            reader.Read();
            if (reader.TokenType == JsonTokenType.String)
                labels[key] = reader.GetString()!;
            else
                reader.Skip();
        }

        return labels;
    }
}
