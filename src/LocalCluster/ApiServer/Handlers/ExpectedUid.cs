using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Errors;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Resources;

namespace LocalCluster.ApiServer.Handlers;

/// <summary>A replacement that names a UID is meant for the object with that UID only; the refusal comes from the store and speaks its language.</summary>
internal static class ExpectedUid
{
    /// <exception cref="StatusException">409: the object is another one.</exception>
    public static void Check(ResourceDefinition resource, JsonObject wished, JsonObject stored)
    {
        if (wished.Uid() is not { Length: > 0 } expected || expected == stored.Uid())
            return;
        var why = $"Precondition failed: UID in precondition: {expected}, UID in object meta: {stored.Uid()}";
        throw Failures.Conflict(resource, stored.Name(),
            $"StorageError: invalid object, Code: 4, Key: {Key(resource, stored)}, ResourceVersion: 0, AdditionalErrorMsg: {why}");
    }

    private static string Key(ResourceDefinition resource, JsonObject stored)
    {
        var place = (resource.IsCustom, resource.Plural) switch
        {
            (true, var plural) => $"{resource.Group}/{plural}",
            (_, "services") => "services/specs",
            (_, "endpoints") => "services/endpoints",
            (_, "nodes") => "minions",
            (_, "customresourcedefinitions") => "apiextensions.k8s.io/customresourcedefinitions",
            (_, var plural) => plural,
        };
        var space = resource.Namespaced ? $"{stored.Namespace()}/" : "";
        return $"/registry/{place}/{space}{stored.Name()}";
    }
}
