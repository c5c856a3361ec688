using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Resources;
using LocalCluster.Storage;

namespace LocalCluster.ApiServer.Definitions;

/// <summary>
/// Follows the definitions: accepts names, establishes, serves, and at the end removes the objects of a definition and then the definition.
/// Each write of a definition is followed at once, so that who sees the answer can already use the resource.
/// </summary>
internal sealed class DefinitionLifecycle(ApiState state)
{
    public const string Finalizer = "customresourcecleanup.apiextensions.k8s.io";
    public const string StorageKey = "customresourcedefinitions.apiextensions.k8s.io";
    private readonly Lock _gate = new();

    /// <summary>After a definition was created, changed or marked for deletion.</summary>
    public void Follow(string name)
    {
        lock (_gate)
        {
            if (state.Store.Find(IdOf(name)) is not { } stored)
            {
                state.Catalog.Publish(name, []);
                return;
            }

            var definition = StoredForm.Read(stored);
            if (definition.IsTerminating())
            {
                CleanUp(stored, definition);
                return;
            }

            Accept(definition);
            if (!JsonNode.DeepEquals(definition, StoredForm.Read(stored)))
                Write(name, stored.Revision, definition);
            if (DefinitionConditions.IsTrue(definition, "Established"))
                state.Catalog.Publish(name, DefinitionReader.Read(definition));
        }
    }

    private void Accept(JsonObject definition)
    {
        var others = state.Store.Read(StorageKey).List(null).Select(StoredForm.Read).ToList();
        var (accepted, reason, message) = DefinitionNames.Accept(definition, others);
        definition.ObjectOrNew("status")["acceptedNames"] = accepted;
        DefinitionConditions.Set(definition, "NamesAccepted", reason is null, reason ?? "NoConflicts", message ?? "no conflicts found", state.Now);
        if (reason is null)
            DefinitionConditions.Set(definition, "Established", true, "InitialNamesAccepted", "the initial names have been accepted", state.Now);
        else if (!DefinitionConditions.IsTrue(definition, "Established"))
            DefinitionConditions.Set(definition, "Established", false, "NotAccepted", "not all names are accepted", state.Now);
        GroupApproval.Report(definition, state.Now);
    }

    private void CleanUp(StoredObject stored, JsonObject definition)
    {
        var name = stored.Name;
        var resources = DefinitionReader.Read(definition);
        if (resources.Count > 0)
            state.Catalog.Publish(name, resources);
        var finished = definition.DeepClone().AsObject();
        if (resources.Count > 0 && RemoveObjects(resources[0]) > 0)
        {
            DefinitionConditions.Set(finished, "Terminating", true, "InstanceDeletionInProgress", "CustomResource deletion is in progress", state.Now);
            if (!JsonNode.DeepEquals(definition, finished))
                Write(name, stored.Revision, finished);
            return;
        }

        var (reason, message) = DefinitionConditions.IsTrue(definition, "Established")
            ? ("InstanceDeletionCompleted", "removed all instances")
            : ("NeverEstablished", "resource was never established");
        DefinitionConditions.Set(finished, "Terminating", false, reason, message, state.Now);
        finished.Metadata().Remove("finalizers");
        var revision = state.Store.Find(IdOf(name))?.Revision ?? 0;
        state.Store.Delete(IdOf(name), revision, at => StoredForm.Of(finished, Resource(), at));
        state.Catalog.Publish(name, []);
        ReconsiderOthers(definition.Text("spec", "group") ?? "");
    }

    /// <summary>The names of a definition that is gone are free for those of its group that wanted them.</summary>
    private void ReconsiderOthers(string group)
    {
        var waiting = state.Store.Read(StorageKey).List(null).Select(StoredForm.Read)
            .Where(other => other.Text("spec", "group") == group && !other.IsTerminating() && !DefinitionConditions.IsTrue(other, "NamesAccepted"));
        foreach (var other in waiting.ToList())
            Follow(other.Name());
    }

    /// <summary>Answers how many are left, waiting for finalizers.</summary>
    private int RemoveObjects(ResourceDefinition resource)
    {
        var left = 0;
        foreach (var stored in state.Store.Read(resource.StorageKey).List(null))
        {
            var obj = StoredForm.Read(stored);
            var id = new ObjectId(resource.StorageKey, stored.Namespace, stored.Name);
            if (obj.Finalizers().Count == 0)
            {
                state.Store.Delete(id, stored.Revision, at => StoredForm.Of(obj, resource, at));
                continue;
            }

            left++;
            if (obj.IsTerminating())
                continue;
            obj.Metadata()["deletionTimestamp"] = ObjectMeta.Time(state.Now);
            obj.Metadata()["deletionGracePeriodSeconds"] = 0;
            obj.Metadata()["generation"] = obj.Generation() + 1;
            state.Store.Replace(id, stored.Revision, at => StoredForm.Of(obj, resource, at));
        }

        return left;
    }

    private void Write(string name, long revision, JsonObject definition) =>
        state.Store.Replace(IdOf(name), revision, at => StoredForm.Of(definition, Resource(), at));

    private ResourceDefinition Resource() => state.Catalog.View.Find("apiextensions.k8s.io", "v1", "customresourcedefinitions")!;

    private static ObjectId IdOf(string name) => new(StorageKey, "", name);
}
