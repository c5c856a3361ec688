using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Errors;
using LocalCluster.ApiServer.Negotiation;
using LocalCluster.ApiServer.Negotiation.Protobuf;

namespace LocalCluster.ApiServer.Handlers;

/// <summary>The body of a subresource or a review: an object of another kind than the resource's.</summary>
internal static class SubresourceBody
{
    /// <exception cref="StatusException">400: it is no object.</exception>
    public static async Task<JsonObject> ReadAsync(ApiRequest request, string kind, CancellationToken cancellation)
    {
        var body = await RequestBody.ReadAsync(request.Http.Request, cancellation);
        if (body.MediaType is not ("application/json" or "application/yaml" or ProtobufBody.MediaType))
            throw Failures.UnsupportedMediaType("application/json, application/yaml, application/vnd.kubernetes.protobuf");
        try
        {
            return body.IsEmpty ? [] : BodyFormat.Parse(body) as JsonObject ?? [];
        }
        catch (MalformedBodyException malformed)
        {
            throw Failures.BadRequest(
                $"the object provided is unrecognized (must be of type {kind}): couldn't get version/kind; json parse error: {malformed.Message}");
        }
    }
}
