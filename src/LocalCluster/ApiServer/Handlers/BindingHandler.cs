using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Errors;
using LocalCluster.ApiServer.Negotiation;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Schemas;
using LocalCluster.ApiServer.Writes;

namespace LocalCluster.ApiServer.Handlers;

/// <summary>POST of a pod's binding: the scheduler's word on which node runs it. Said once.</summary>
internal sealed class BindingHandler(ApiState state) : IVerbHandler
{
    private readonly ObjectUpdate _update = new(state);

    public async Task HandleAsync(ApiRequest request, CancellationToken cancellation)
    {
        var binding = await SubresourceBody.ReadAsync(request, "Binding", cancellation);
        var node = binding.Text("target", "name") ?? "";
        if (node.Length == 0)
            throw Failures.Invalid("", "Binding", request.Info.Name, [FieldError.Required("target.name")]);
        _update.Update(request, UpdateScope.Internal, pod => Bind(pod, binding, node));
        await ResponseWriter.ObjectAsync(request.Http, 201, StatusBody.Success(201), request.Form, cancellation);
    }

    private JsonObject Bind(JsonObject pod, JsonObject binding, string node)
    {
        if (pod.IsTerminating())
            throw Refused(pod, $"pod {pod.Name()} is being deleted, cannot be assigned to a host");
        if (pod.Text("spec", "nodeName") is { Length: > 0 } already)
            throw Refused(pod, $"pod {pod.Name()} is already assigned to node \"{already}\"");
        if (pod.Items("spec", "schedulingGates").Any())
            throw Refused(pod, $"pod {pod.Name()} has non-empty .spec.schedulingGates");
        pod.ObjectOrNew("spec")["nodeName"] = node;
        foreach (var (name, value) in binding.Annotations())
            pod.Metadata().ObjectOrNew("annotations")[name] = value;
        PodConditions.Set(pod, "PodScheduled", "True", null, null, state.Now);
        return pod;
    }

    private static StatusException Refused(JsonObject pod, string why) => new(409, StatusBody.Failure(409, "Conflict",
        $"Operation cannot be fulfilled on pods/binding \"{pod.Name()}\": {why}", StatusBody.Details("", "pods/binding", pod.Name())));
}
