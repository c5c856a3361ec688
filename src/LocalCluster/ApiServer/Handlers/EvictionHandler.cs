using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Errors;
using LocalCluster.ApiServer.Negotiation;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Writes;

namespace LocalCluster.ApiServer.Handlers;

/// <summary>POST of a pod's eviction: a deletion that a disruption budget can refuse with a 429.</summary>
internal sealed class EvictionHandler(ApiState state) : IVerbHandler
{
    private readonly ObjectUpdate _update = new(state);
    private readonly ObjectDeletion _deletion = new(state);

    public async Task HandleAsync(ApiRequest request, CancellationToken cancellation)
    {
        var eviction = await SubresourceBody.ReadAsync(request, "Eviction", cancellation);
        RequestNamespace.Check(eviction, request);
        if (eviction.Name() != request.Info.Name)
            throw Failures.BadRequest("name in URL does not match name in Eviction object");
        var pod = StoredForm.Read(state.Store.Find(request.Id) ?? throw Failures.NotFound(request.Resource, request.Info.Name));
        if (!NeedsNoBudget(pod))
            DisruptionBudgets.Spend(state, pod, request.DryRun);
        var asked = eviction.Object("deleteOptions");
        var options = asked is null ? new DeleteOptions() : DeleteOptions.FromBody(asked);
        if (!request.DryRun && !options.DryRun)
            Announce(request);
        _deletion.Delete(request, request.Id, options with { DryRun = options.DryRun || request.DryRun });
        await ResponseWriter.ObjectAsync(request.Http, 201, StatusBody.Success(201), request.Form, cancellation);
    }

    private void Announce(ApiRequest request) => _update.Update(request, UpdateScope.Internal, pod =>
    {
        PodConditions.Set(pod, "DisruptionTarget", "True", "EvictionByEvictionAPI", "Eviction API: evicting", state.Now);
        return pod;
    });

    private static bool NeedsNoBudget(JsonObject pod) =>
        pod.IsTerminating() || pod.Text("status", "phase") is "Succeeded" or "Failed" or "Pending" or null;
}
