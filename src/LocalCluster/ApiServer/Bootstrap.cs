using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Authorization;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Resources;

namespace LocalCluster.ApiServer;

/// <summary>What is there before the first request: the namespaces, roles and bindings that every cluster has.</summary>
internal static class Bootstrap
{
    public static void Fill(ApiState state)
    {
        foreach (var name in new[] { "default", "kube-node-lease", "kube-public", "kube-system" })
            Put(state, CoreResources.Namespaces, Namespace(name));
        var view = state.Catalog.View;
        foreach (var role in BootstrapRoles.Roles())
            Put(state, view.Find(Authorizer.Group, "v1", "clusterroles")!, role);
        foreach (var binding in BootstrapRoles.Bindings())
            Put(state, view.Find(Authorizer.Group, "v1", "clusterrolebindings")!, binding);
    }

    private static JsonObject Namespace(string name) => new()
    {
        ["kind"] = "Namespace",
        ["apiVersion"] = "v1",
        ["metadata"] = new JsonObject { ["name"] = name, ["labels"] = new JsonObject { ["kubernetes.io/metadata.name"] = name } },
        ["spec"] = new JsonObject { ["finalizers"] = new JsonArray("kubernetes") },
        ["status"] = new JsonObject { ["phase"] = "Active" },
    };

    private static void Put(ApiState state, ResourceDefinition resource, JsonObject obj)
    {
        obj.Metadata()["uid"] = Guid.NewGuid().ToString();
        obj.Metadata()["creationTimestamp"] = ObjectMeta.Time(state.Now);
        state.Store.Create(StoredForm.IdOf(resource, obj.Namespace(), obj.Name()), revision => StoredForm.Of(obj, resource, revision));
    }
}
