using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Errors;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Resources;
using LocalCluster.Storage;

namespace LocalCluster.ApiServer.Handlers;

/// <summary>The object with which a token dies: a pod that runs as the account, a secret or a node.</summary>
internal static class BoundObject
{
    /// <exception cref="StatusException">400: a token cannot be bound to it; 404: it is not there; 409: another is.</exception>
    public static JsonObject Find(ApiState state, ObjectId account, JsonObject reference)
    {
        var (kind, name) = (reference.Text("kind") ?? "", reference.Text("name") ?? "");
        var resource = Resource(reference.Text("apiVersion") ?? "", kind);
        var id = new ObjectId(resource.StorageKey, resource.Namespaced ? account.Namespace : "", name);
        var found = StoredForm.Read(state.Store.Find(id) ?? throw Failures.NotFound(resource, name));
        if (kind == "Pod" && found.Text("spec", "serviceAccountName") != account.Name)
            throw Failures.BadRequest($"cannot bind token for serviceaccount \"{account.Name}\" to pod running with different serviceaccount name.");
        if (reference.Text("uid") is { Length: > 0 } uid && uid != found.Uid())
        {
            throw Failures.PreconditionFailed(resource, name,
                $"the UID in the bound object reference ({uid}) does not match the UID in record. The object might have been deleted and then recreated");
        }

        return found;
    }

    private static ResourceDefinition Resource(string apiVersion, string kind)
    {
        var isCore = !apiVersion.Contains('/', StringComparison.Ordinal);
        return isCore && kind is ("Pod" or "Secret" or "Node")
            ? CoreResources.All.Single(one => one.Kind == kind)
            : throw Failures.BadRequest($"cannot bind token to object of type {(isCore ? $"/{apiVersion}" : apiVersion)}, Kind={kind}");
    }
}
