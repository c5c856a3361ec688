using LocalCluster.ApiServer.Errors;
using LocalCluster.ApiServer.Negotiation;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Writes;

namespace LocalCluster.ApiServer.Handlers;

/// <summary>DELETE of one object.</summary>
internal sealed class DeleteHandler(ApiState state) : IVerbHandler
{
    private readonly ObjectDeletion _deletion = new(state);
    private readonly ObjectAnswer _answer = new(state);

    public async Task HandleAsync(ApiRequest request, CancellationToken cancellation)
    {
        var body = await RequestBody.ReadAsync(request.Http.Request, cancellation);
        var options = DeleteOptions.Read(request, body);
        NamespaceLifecycle.CheckDelete(request.Resource, request.Info.Name);
        var result = _deletion.Delete(request, request.Id, options);
        var resource = request.Resource;
        if (result.Gone && !resource.Rules.ReturnsDeletedObject)
        {
            var status = StatusBody.Deleted(resource.NamedGroup, resource.Plural, request.Info.Name, result.Object.Uid());
            await ResponseWriter.ObjectAsync(request.Http, 200, status, request.Form, cancellation);
            return;
        }

        await _answer.WriteAsync(request, 200, result.Object, cancellation);
    }
}
