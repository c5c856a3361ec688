using LocalCluster.ApiServer.Authentication;

namespace LocalCluster.ApiServer.Faults;

/// <summary>A request, as far as faults choose by it.</summary>
internal sealed record FaultSubject(RequestInfo Info, string User, string Agent)
{
    public static FaultSubject Of(HttpContext http, RequestInfo info, User user) =>
        new(info, user.Name, http.Request.Headers.UserAgent.ToString().Split('/')[0]);
}
