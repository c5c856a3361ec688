using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Errors;
using LocalCluster.ApiServer.FieldOwnership;
using LocalCluster.ApiServer.Negotiation;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Patching;
using LocalCluster.ApiServer.Writes;

namespace LocalCluster.ApiServer.Handlers;

/// <summary>Server-side apply: creates what is not there, merges what is, refuses what others own.</summary>
internal sealed class ApplyHandler(ApiState state, UpdateScope scope)
{
    private readonly ObjectUpdate _update = new(state);
    private readonly ObjectCreation _creation = new(state);
    private readonly ObjectAnswer _answer = new(state);
    private readonly NoChangeConfirmation _confirmation = new(state);

    public async Task HandleAsync(ApiRequest request, RequestBody body, CancellationToken cancellation)
    {
        var manager = request.Query("fieldManager") ?? "";
        var applied = AppliedBody.Parse(request, body);
        if (state.Store.Find(request.Id) is null)
        {
            await _answer.WriteAsync(request, 201, Create(request, applied, manager), cancellation);
            return;
        }

        JsonObject Update() => _update.Update(request, scope, stored => Merge(request, ObjectConversion.ToServed(stored, request.Resource), applied, manager));
        var before = state.Store.Find(request.Id)?.Revision;
        var updated = Update();
        if (state.Store.Find(request.Id) is { } same && same.Revision == before && await _confirmation.MovesAsync(request, same, cancellation)) updated = Update();
        await _answer.WriteAsync(request, 200, updated, cancellation);
    }

    private JsonObject Create(ApiRequest request, JsonObject applied, string manager)
    {
        if (scope == UpdateScope.StatusOnly)
            throw Failures.NotFound(request.Resource, request.Info.Name);
        if (applied.Uid() is { Length: > 0 } uid)
            throw Failures.Conflict(request.Resource, request.Info.Name, $"uid mismatch: the provided object specified uid {uid}, and no existing object was found");
        return _creation.Create(request, Merge(request, null, applied, manager));
    }

    private JsonObject Merge(ApiRequest request, JsonObject? live, JsonObject applied, string manager)
    {
        var resource = request.Resource;
        if (resource.Schema is not { } schema)
            return ObjectConversion.ToStored(AtPlace(MergePatch.Apply(live ?? [], applied), request), resource);
        var asked = new ApplyRequest(manager, request.Query("force") is "true" or "1", request.Info.Subresource, resource.ApiVersion, state.Now)
        {
            Kind = resource.Kind,
            HasGoType = !resource.IsCustom,
            HasStatus = !resource.IsCustom || resource.HasStatus,
        };
        return ObjectConversion.ToStored(AtPlace(AppliedMerge.Of(live, applied, schema, asked), request), resource);
    }

    private static JsonObject AtPlace(JsonObject merged, ApiRequest request)
    {
        RequestNamespace.Apply(merged, request);
        RequestNamespace.CheckName(merged, request);
        return merged;
    }
}
