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
        var context = new RuleContext(state, resource, request.User, options.DryRun, request.Warn);
        switch (DeletionPlan.Of(resource, obj, options))
        {
            case DeletionPlan.Mark mark:
                mark.Apply(obj, resource, state.Now);
                if (!options.DryRun && !Replace(id, stored, obj, context))
                    return null;
                return new DeletionResult(obj, Gone: false);
            case DeletionPlan.RemoveAtOnce remove:
                return Finish(id, stored, obj, remove, context) ? new DeletionResult(obj, Gone: true) : null;
            default:
                return new DeletionResult(obj, Gone: false);
        }
    }

    private bool Finish(ObjectId id, StoredObject stored, JsonObject obj, DeletionPlan.RemoveAtOnce plan, RuleContext context)
    {
        if (plan.Stamp is { } stamp)
        {
            stamp.Apply(obj, context.Resource, state.Now);
            if (!context.DryRun && !Replace(id, stored, obj, context))
                return false;
            stored = state.Store.Find(id) ?? stored;
        }

        return context.DryRun || Remove(id, stored, obj, context);
    }

    private bool Remove(ObjectId id, StoredObject stored, JsonObject obj, RuleContext context)
    {
        if (state.Store.Delete(id, stored.Revision, revision => StoredForm.Of(obj, context.Resource, revision)) is not WriteResult.Written)
            return false;
        context.Resource.Rules.Release(obj, context);
        context.Resource.Rules.Written(obj, context);
        return true;
    }

    private bool Replace(ObjectId id, StoredObject stored, JsonObject marked, RuleContext context)
    {
        if (JsonNode.DeepEquals(marked, StoredForm.Read(stored)))
            return true;
        if (state.Store.Replace(id, stored.Revision, revision => StoredForm.Of(marked, context.Resource, revision)) is not WriteResult.Written)
            return false;
        context.Resource.Rules.Written(marked, context);
        return true;
    }

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
