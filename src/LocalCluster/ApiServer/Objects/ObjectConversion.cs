using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Resources;

namespace LocalCluster.ApiServer.Objects;

/// <summary>Between the form in which an object is stored and the version in which it is served. Both directions may change their argument.</summary>
internal static class ObjectConversion
{
    /// <summary>Stored and served form are one and the same: stored bytes can go out as they are.</summary>
    public static bool IsIdentity(ResourceDefinition resource) =>
        resource.Group != EventConversion.Group && resource.Custom is null or { IsOnlyVersion: true };

    public static JsonObject ToServed(JsonObject stored, ResourceDefinition resource)
    {
        if (IsIdentity(resource))
            return stored;
        if (resource.Group == EventConversion.Group)
            return EventConversion.FromCore(stored);
        stored["apiVersion"] = resource.ApiVersion;
        return stored;
    }

    public static JsonObject ToStored(JsonObject served, ResourceDefinition resource)
    {
        if (IsIdentity(resource))
            return served;
        if (resource.Group == EventConversion.Group)
            return EventConversion.ToCore(served);
        served["apiVersion"] = resource.Custom!.StoredApiVersion;
        return served;
    }
}
