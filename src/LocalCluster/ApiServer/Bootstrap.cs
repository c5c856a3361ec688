using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Resources;

namespace LocalCluster.ApiServer;

/// <summary>What is there before the first request: the namespaces that every cluster has.</summary>
internal static class Bootstrap
{
    public static void Fill(ApiState state)
    {
        foreach (var name in new[] { "default", "kube-node-lease", "kube-public", "kube-system" })
            Put(state, CoreResources.Namespaces, Namespace(name));
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
