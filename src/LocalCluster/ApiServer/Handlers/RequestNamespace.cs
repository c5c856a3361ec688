using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Errors;
using LocalCluster.ApiServer.Objects;

namespace LocalCluster.ApiServer.Handlers;

/// <summary>An object lives in the namespace of its URL and has the name of its URL; a body may say so too, but not otherwise.</summary>
internal static class RequestNamespace
{
    /// <exception cref="StatusException">400 when the body says another namespace.</exception>
    public static void Apply(JsonObject obj, ApiRequest request)
    {
        var metadata = obj.Metadata();
        if (!request.Resource.Namespaced)
        {
            metadata.Remove("namespace");
            return;
        }

        Check(obj, request);
        if (request.Info.Namespace.Length > 0)
            metadata["namespace"] = request.Info.Namespace;
    }

    /// <exception cref="StatusException">400 when the body says another namespace.</exception>
    public static void Check(JsonObject obj, ApiRequest request)
    {
        var said = obj.Namespace();
        if (request.Resource.Namespaced && said.Length > 0 && said != request.Info.Namespace)
            throw Failures.BadRequest("the namespace of the provided object does not match the namespace sent on the request");
    }

    /// <exception cref="StatusException">400 when the body says another name.</exception>
    public static void CheckName(JsonObject obj, ApiRequest request)
    {
        var said = obj.Name();
        if (said.Length == 0)
            throw Failures.BadRequest($"the name of the object ({request.Info.Name} based on URL) was undeterminable: name must be provided");
        if (said != request.Info.Name)
            throw Failures.BadRequest($"the name of the object ({said}) does not match the name on the URL ({request.Info.Name})");
    }
}
