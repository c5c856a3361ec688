using LocalCluster.ApiServer.Errors;
using LocalCluster.ApiServer.Negotiation;
using LocalCluster.ApiServer.Writes;
using LocalCluster.Storage;

namespace LocalCluster.ApiServer.Handlers;

/// <summary>DELETE of a collection: each object of the list by itself; the answer is the list as it was.</summary>
internal sealed class DeleteCollectionHandler(ApiState state) : IVerbHandler
{
    private readonly ObjectDeletion _deletion = new(state);

    public async Task HandleAsync(ApiRequest request, CancellationToken cancellation)
    {
        var body = await RequestBody.ReadAsync(request.Http.Request, cancellation);
        var options = DeleteOptions.Read(request, body);
        var page = ListPage.Read(request, state.Store);
        foreach (var stored in page.Objects)
        {
            try
            {
                _deletion.Delete(request, new ObjectId(request.Resource.StorageKey, stored.Namespace, stored.Name), options);
            }
            catch (StatusException gone) when (gone.Code == 404)
            {
                // Somebody else was faster.
            }
        }

        await ResponseWriter.ObjectAsync(request.Http, 200, ListHandler.WholeList(request, page), request.Form, cancellation);
    }
}
