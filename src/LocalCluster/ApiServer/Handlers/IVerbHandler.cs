namespace LocalCluster.ApiServer.Handlers;

/// <summary>Answers one verb on a resource, or on one of its subresources. Failures are thrown as <see cref="Errors.StatusException"/>.</summary>
internal interface IVerbHandler
{
    Task HandleAsync(ApiRequest request, CancellationToken cancellation);
}
