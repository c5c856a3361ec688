using System.Globalization;
using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Admission;
using LocalCluster.ApiServer.Errors;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Resources;
using LocalCluster.ApiServer.Schemas;
using LocalCluster.Storage;

namespace LocalCluster.ApiServer.Writes;

/// <summary>Brings a new object into the store: identity, defaults, validation, allocation, write.</summary>
internal sealed class ObjectCreation(ApiState state)
{
    /// <returns>The object as it is now, without a resourceVersion on a dry run.</returns>
    /// <exception cref="StatusException">It may not come into being.</exception>
    public JsonObject Create(ApiRequest request, JsonObject obj)
    {
        var resource = request.Resource;
        GiveName(obj);
        NamespaceLifecycle.CheckCreate(state.Store, resource, request.Info.Namespace, obj.Name());
        if (resource.Custom is { Terminating: true })
            throw Failures.Forbidden(resource, obj.Name(), "create not allowed while custom resource definition is terminating");
        var context = new RuleContext(state, resource, request.User, request.DryRun, request.Warn);
        var version = obj.ResourceVersion();
        Prepare(obj, resource, context);
        ObjectShape.Default(obj, resource);
        resource.Rules.Default(obj);
        resource.Rules.Authorize(obj, context);
        resource.Rules.PrepareForCreate(obj, context);
        ObjectShape.Spell(obj, resource);
        if (resource.Rules.AllocatesBeforeValidation)
            AllocateThen(obj, context, () => Validate(obj, resource, context));
        else
            Validate(obj, resource, context);
        foreach (var warning in resource.Rules.Warnings(obj, null))
            request.Warn(warning);
        if (!request.IsApply)
            FieldOwners.Track(request, null, obj, state.Now);
        CheckVersion(version, context.DryRun || request.Info.Verb != "create");
        return Commit(request, obj, context);
    }

    /// <summary>The store is the first to mind, and it is not asked on a dry run.</summary>
    private static void CheckVersion(string said, bool overlooked)
    {
        if (!overlooked && ulong.TryParse(said, out var version) && version > 0)
            throw Failures.Unclassified("resourceVersion should not be set on objects to be created");
    }

    /// <summary>What was allocated for an object that then turns out not to be valid is free again.</summary>
    private static void AllocateThen(JsonObject obj, RuleContext context, Action then)
    {
        context.Resource.Rules.Allocate(obj, null, context);
        try
        {
            then();
        }
        catch (StatusException) when (!context.DryRun)
        {
            context.Resource.Rules.Release(obj, context);
            throw;
        }
    }

    private JsonObject Commit(ApiRequest request, JsonObject obj, RuleContext context)
    {
        var resource = request.Resource;
        var id = StoredForm.IdOf(resource, obj.Namespace(), obj.Name());
        if (context.DryRun)
            return state.Store.Find(id) is null ? obj : throw Failures.AlreadyExists(resource, obj.Name());
        var result = state.Store.Create(id, revision => StoredForm.Of(obj, resource, revision));
        if (result is WriteResult.Written)
        {
            resource.Rules.Written(obj, context);
            return obj;
        }

        resource.Rules.Release(obj, context);
        throw Failures.AlreadyExists(resource, obj.Name());
    }

    private void Prepare(JsonObject obj, ResourceDefinition resource, RuleContext context)
    {
        var metadata = obj.Metadata();
        foreach (var field in new[] { "resourceVersion", "deletionTimestamp", "deletionGracePeriodSeconds", "generation", "selfLink", "uid" })
            metadata.Remove(field);
        metadata["uid"] = Guid.NewGuid().ToString();
        metadata["creationTimestamp"] = ObjectMeta.Time(state.Now);
        if (resource.Rules.HasGeneration || resource.IsCustom)
            metadata["generation"] = 1;
        if (resource.IsCustom ? resource.Custom!.HasStatus : resource.HasStatus && resource.Rules == KindRules.Generic)
            obj.Remove("status");
        _ = context;
    }

    private static void GiveName(JsonObject obj)
    {
        if (obj.Name().Length > 0 || obj.Text("metadata", "generateName") is not { Length: > 0 } prefix)
            return;
        const string Alphabet = "bcdfghjklmnpqrstvwxz2456789";
        var suffix = System.Security.Cryptography.RandomNumberGenerator.GetString(Alphabet, 5);
        obj.Metadata()["name"] = string.Create(CultureInfo.InvariantCulture, $"{(prefix.Length > 58 ? prefix[..58] : prefix)}{suffix}");
    }

    private static void Validate(JsonObject obj, ResourceDefinition resource, RuleContext context)
    {
        List<FieldError> errors =
        [
            .. MetadataRules.Validate(obj, resource),
            .. resource.Rules.Validate(obj, context),
            .. resource.Rules.ValidateCreate(obj, context),
        ];
        errors = CustomValidation.Continue(errors, obj, null, resource, UpdateScope.Main);
        if (errors.Count > 0)
            throw Failures.Invalid(resource, obj.Name(), errors);
    }
}
