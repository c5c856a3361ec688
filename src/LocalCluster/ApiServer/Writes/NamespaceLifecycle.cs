using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Errors;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Resources;
using LocalCluster.Storage;

namespace LocalCluster.ApiServer.Writes;

/// <summary>The NamespaceLifecycle admission: nothing new in a namespace that is not there or is on its way out.</summary>
internal static class NamespaceLifecycle
{
    private static readonly string[] Immortal = ["default", "kube-system", "kube-public"];

    /// <exception cref="StatusException">404 or 403.</exception>
    public static void CheckCreate(ObjectStore store, ResourceDefinition resource, string inNamespace, string name)
    {
        if (!resource.Namespaced || inNamespace.Length == 0)
            return;
        var found = store.Find(new ObjectId("namespaces", "", inNamespace));
        if (found is null)
            throw Failures.NotFound(CoreResources.Namespaces, inNamespace);
        if (!StoredForm.Read(found).IsTerminating())
            return;
        var refused = Failures.Forbidden(resource, name, $"unable to create new content in namespace {inNamespace} because it is being terminated");
        refused.Body.Object("details")!["causes"] = new JsonArray(new JsonObject
        {
            ["reason"] = "NamespaceTerminating",
            ["message"] = $"namespace {inNamespace} is being terminated",
            ["field"] = "metadata.namespace",
        });
        throw refused;
    }

    /// <exception cref="StatusException">403 for a namespace that the cluster cannot be without.</exception>
    public static void CheckDelete(ResourceDefinition resource, string name)
    {
        if (resource.StorageKey == "namespaces" && Immortal.Contains(name))
            throw Failures.Forbidden(resource, name, "this namespace may not be deleted");
    }
}
