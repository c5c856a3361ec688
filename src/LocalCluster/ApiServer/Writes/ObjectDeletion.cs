using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Admission;
using LocalCluster.ApiServer.Errors;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Resources;
using LocalCluster.Storage;

namespace LocalCluster.ApiServer.Writes;

/// <summary>
/// Deletes, or marks for deletion: an object with finalizers waits for them, a pod for its grace period; the rest is gone at once.
/// Propagation only sets the finalizers that the garbage collector acts on.
/// </summary>
internal sealed class ObjectDeletion(ApiState state)
{
    private const int Attempts = 50;

    /// <exception cref="StatusException">404, or 409 when a precondition does not hold.</exception>
    public DeletionResult Delete(ApiRequest request, ObjectId id, DeleteOptions options)
    {
        for (var attempt = 1; ; attempt++)
        {
            var stored = state.Store.Find(id) ?? throw Failures.NotFound(request.Resource, id.Name);
            var obj = StoredForm.Read(stored);
            CheckPreconditions(request.Resource, obj, options);
            if (Step(request, id, stored, obj, options) is { } result)
                return result;
            if (attempt == Attempts)
                throw Failures.Modified(request.Resource, id.Name);
        }
    }

    private DeletionResult? Step(ApiRequest request, ObjectId id, StoredObject stored, JsonObject obj, DeleteOptions options)
    {
        var resource = request.Resource;
        var plan = DeletionPlan.Of(resource, obj, options);
        if (plan is DeletionPlan.Nothing)
            return new DeletionResult(obj, Gone: false);
        if (plan is DeletionPlan.Mark mark)
        {
            var marked = mark.Apply(obj, resource, state.Now);
            return options.DryRun || Replace(id, stored, marked, resource) ? new DeletionResult(marked, Gone: false) : null;
        }

        var uid = obj.Uid();
        if (plan is DeletionPlan.RemoveAtOnce { Stamp: { } stamp })
            obj = stamp.Apply(obj, resource, state.Now);
        if (options.DryRun)
            return new DeletionResult(obj, Gone: true);
        if (state.Store.Delete(id, stored.Revision, revision => StoredForm.Of(obj, resource, revision)) is not WriteResult.Written)
            return null;
        resource.Rules.Release(obj, new RuleContext(state, resource, request.User, false, request.Warn));
        _ = uid;
        return new DeletionResult(obj, Gone: true);
    }

    private bool Replace(ObjectId id, StoredObject stored, JsonObject marked, ResourceDefinition resource) =>
        JsonNode.DeepEquals(marked, StoredForm.Read(stored))
        || state.Store.Replace(id, stored.Revision, revision => StoredForm.Of(marked, resource, revision)) is WriteResult.Written;

    private static void CheckPreconditions(ResourceDefinition resource, JsonObject obj, DeleteOptions options)
    {
        if (options.Uid is { } uid && uid != obj.Uid())
        {
            throw Failures.PreconditionFailed(resource, obj.Name(),
                $"the UID in the precondition ({uid}) does not match the UID in record ({obj.Uid()}). The object might have been deleted and then recreated");
        }

        if (options.ResourceVersion is { } version && version != obj.ResourceVersion())
        {
            throw Failures.PreconditionFailed(resource, obj.Name(),
                $"the ResourceVersion in the precondition ({version}) does not match the ResourceVersion in record ({obj.ResourceVersion()}). The object might have been modified");
        }
    }
}
