using System.Globalization;
using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Admission;
using LocalCluster.ApiServer.Errors;
using LocalCluster.ApiServer.FieldOwnership;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Resources;
using LocalCluster.ApiServer.Schemas;
using LocalCluster.Storage;

namespace LocalCluster.ApiServer.Writes;

/// <summary>Changes an object that is there: merge with what the server keeps, validate, write if anything is different.</summary>
internal sealed class ObjectUpdate(ApiState state)
{
    private const int Attempts = 50;

    /// <param name="request">The request that changes the object named in it.</param>
    /// <param name="scope">Which part it may touch.</param>
    /// <param name="change">Makes the wished object from the stored one, which it may keep and change.</param>
    /// <exception cref="StatusException">404, 409 or 422.</exception>
    public JsonObject Update(ApiRequest request, UpdateScope scope, Func<JsonObject, JsonObject> change)
    {
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var stored = state.Store.Find(request.Id) ?? throw Failures.NotFound(request.Resource, request.Info.Name);
            var old = StoredForm.Read(stored);
            var wished = change(StoredForm.Read(stored));
            CheckVersion(request.Resource, wished, old);
            if (Write(request, scope, wished, old, stored) is { } written)
                return written;
        }

        throw Failures.Modified(request.Resource, request.Info.Name);
    }

    /// <returns>Null when somebody else wrote in between.</returns>
    private JsonObject? Write(ApiRequest request, UpdateScope scope, JsonObject obj, JsonObject old, StoredObject stored)
    {
        var resource = request.Resource;
        var context = new RuleContext(state, resource, request.User, request.DryRun, request.Warn);
        obj.Metadata()["resourceVersion"] = old.ResourceVersion();
        MetadataRules.CarryOver(obj, old);
        ObjectShape.Default(obj, resource);
        ScopedChange.Restrict(obj, old, resource, scope);
        resource.Rules.Default(obj);
        if (scope == UpdateScope.Main)
            resource.Rules.Authorize(obj, context);
        if (scope == UpdateScope.Main)
            resource.Rules.PrepareForUpdate(obj, old, context);
        ObjectShape.Spell(obj, resource);
        Generations.Count(obj, old, resource, scope);
        AllocateThenValidate(obj, old, resource, scope, context);
        foreach (var warning in scope == UpdateScope.Main ? resource.Rules.Warnings(obj, old) : [])
            request.Warn(warning);
        if (!request.IsApply && scope != UpdateScope.Internal)
            FieldOwners.Track(request, old, obj, state.Now);
        if (JsonNode.DeepEquals(obj, old) || (request.IsApply && ManagedFields.DifferInTimesAlone(obj, old)))
            return old;
        if (context.DryRun)
            return obj;
        var written = Commit(request, obj, stored, context);
        var (kept, given) = written is null ? (old, obj) : (obj, old);
        resource.Rules.ReleaseDifference(kept, given, context);
        return written;
    }

    private JsonObject? Commit(ApiRequest request, JsonObject obj, StoredObject stored, RuleContext context)
    {
        var resource = request.Resource;
        if (FinalizersDone(obj, resource))
        {
            var shown = obj.DeepClone().AsObject();
            var gone = state.Store.Delete(request.Id, stored.Revision, revision => StoredForm.Of(obj, resource, revision));
            if (gone is not WriteResult.Written)
                return null;
            resource.Rules.Release(obj, context);
            resource.Rules.Written(obj, context);
            return shown;
        }

        switch (state.Store.Replace(request.Id, stored.Revision, revision => StoredForm.Of(obj, resource, revision)))
        {
            case WriteResult.Written:
                resource.Rules.Written(obj, context);
                return obj;
            case WriteResult.Missing:
                throw Failures.NotFound(resource, request.Info.Name);
            default:
                return null;
        }
    }

    /// <summary>An object whose deletion has been asked for is gone with its last finalizer, once its grace period is over.</summary>
    private static bool FinalizersDone(JsonObject obj, ResourceDefinition resource) =>
        obj.IsTerminating()
        && obj.Finalizers().Count == 0
        && (obj.Number("metadata", "deletionGracePeriodSeconds") ?? 0) == 0
        && !resource.Rules.OutlivesDeletion(obj);

    private static void CheckVersion(ResourceDefinition resource, JsonObject wished, JsonObject old)
    {
        var said = Version(wished.ResourceVersion());
        if (said == 0 && !(resource.Rules.AllowsUnconditionalUpdate && !resource.IsCustom))
        {
            throw Failures.Invalid(resource.Group, resource.Plural, old.Name(),
                [FieldError.Invalid("metadata.resourceVersion", 0, "must be specified for an update")]);
        }

        if (said > 0 && said != Version(old.ResourceVersion()))
            throw Failures.Modified(resource, old.Name());
    }

    private static ulong Version(string text)
    {
        if (text.Length == 0)
            return 0;
        return ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : throw Failures.Unclassified($"strconv.ParseUint: parsing {GoText.Quote(text)}: invalid syntax");
    }

    /// <summary>What was allocated for a change that then turns out not to be valid is free again.</summary>
    private static void AllocateThenValidate(JsonObject obj, JsonObject old, ResourceDefinition resource, UpdateScope scope, RuleContext context)
    {
        if (scope == UpdateScope.Main)
            resource.Rules.Allocate(obj, old, context);
        try
        {
            Validate(obj, old, resource, scope, context);
        }
        catch (StatusException) when (scope == UpdateScope.Main && !context.DryRun)
        {
            resource.Rules.ReleaseDifference(kept: old, given: obj, context);
            throw;
        }
    }

    private static void Validate(JsonObject obj, JsonObject old, ResourceDefinition resource, UpdateScope scope, RuleContext context)
    {
        // The generic code and the kind's own both check the metadata, so that each refusal stands twice among the causes.
        List<FieldError> refusals = [.. MetadataRules.Update(obj, old)];
        List<FieldError> errors = [.. refusals, .. refusals];
        errors.AddRange(MetadataRules.Validate(obj, resource));
        if (scope == UpdateScope.Main)
        {
            errors.AddRange(resource.Rules.Validate(obj, context));
            errors.AddRange(resource.Rules.ValidateUpdate(obj, old, context));
        }
        else if (scope == UpdateScope.StatusOnly)
            errors.AddRange(resource.Rules.ValidateStatus(obj, old));

        errors = CustomValidation.Continue(errors, obj, old, resource, scope);
        if (errors.Count > 0)
            throw Failures.Invalid(resource, old.Name(), errors);
    }
}
