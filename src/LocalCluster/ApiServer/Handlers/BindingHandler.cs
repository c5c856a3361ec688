using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Errors;
using LocalCluster.ApiServer.Negotiation;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Schemas;
using LocalCluster.ApiServer.Writes;

namespace LocalCluster.ApiServer.Handlers;

/// <summary>POST of a pod's binding, at the pod or among the bindings: the scheduler's word on which node runs it. Said once.</summary>
internal sealed class BindingHandler(ApiState state) : IVerbHandler
{
    private readonly ObjectUpdate _update = new(state);

    public async Task HandleAsync(ApiRequest request, CancellationToken cancellation)
    {
        var binding = await SubresourceBody.ReadAsync(request, "Binding", cancellation);
        RequestNamespace.Check(binding, request);
        var bound = request.Resource.Kind == "Pod" ? request : PodNamedBy(binding, request);
        if (binding.Name() != bound.Info.Name)
            throw Failures.BadRequest("name in URL does not match name in Binding object");
        var node = Node(binding);
        _update.Update(bound, UpdateScope.Internal, pod => Bind(pod, binding, node));
        await ResponseWriter.ObjectAsync(request.Http, 201, StatusBody.Success(201), request.Form, cancellation);
    }

    private ApiRequest PodNamedBy(JsonObject binding, ApiRequest request)
    {
        var pods = state.Catalog.View.Find("", "v1", "pods") ?? throw Failures.UnknownResource();
        return new ApiRequest(request.Http, request.Info with { Resource = pods.Plural, Name = binding.Name() }, request.User, pods, request.Form);
    }

    /// <exception cref="StatusException">500: upstream hands out its list of errors as it is, and nobody makes a 422 of it.</exception>
    private static string Node(JsonObject binding)
    {
        List<FieldError> errors = [];
        var (kind, name) = (binding.Text("target", "kind") ?? "", binding.Text("target", "name") ?? "");
        if (kind is not ("" or "Node")) errors.Add(FieldError.NotSupported("target.kind", kind, ["Node", "<empty>"]));
        if (name.Length == 0) errors.Add(FieldError.Required("target.name"));
        var texts = errors.Select(error => $"{error.Field}: {error.Message}").ToList();
        return texts.Count == 0 ? name : throw Failures.Unclassified(texts.Count == 1 ? texts[0] : $"[{string.Join(", ", texts)}]");
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
