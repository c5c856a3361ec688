using LocalCluster.ApiServer.Errors;

namespace LocalCluster.ApiServer.Faults;

/// <summary>The words of the refusals that faults make: those that a server has for its own.</summary>
internal sealed class FaultRefusals(ApiState state)
{
    public StatusException Of(FaultEffect.Refusal refusal, FaultSubject subject)
    {
        var failure = Plain(refusal.Status, subject.Info);
        return new StatusException(failure.Code, failure.Body, refusal.RetryAfterSeconds ?? failure.RetryAfterSeconds);
    }

    private StatusException Plain(int status, RequestInfo info) => status switch
    {
        401 => Failures.Unauthorized(),
        403 => Failures.Forbidden(info.Group, info.Resource, info.Name, "a fault forbids it"),
        409 => Conflict(info),
        410 => Failures.Expired("The resourceVersion for the provided list is too old."),
        429 => Failures.TooManyRequests("Too many requests, please try again later.", 1),
        503 => Failures.ServiceUnavailable("the server is currently unable to handle the request"),
        504 => Failures.Timeout("the server was unable to return a response in the time allotted, but may still be processing the request"),
        _ => Failures.Internal("a fault was asked for"),
    };

    private StatusException Conflict(RequestInfo info)
    {
        if (state.Catalog.View.Find(info.Group, info.Version, info.Resource) is not { } resource) return Failures.UnknownResource();
        return info is { Verb: "create", Subresource: "" } ? Failures.AlreadyExists(resource, info.Name) : Failures.Modified(resource, info.Name);
    }
}
