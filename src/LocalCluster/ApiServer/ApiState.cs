using LocalCluster.ApiServer.Authentication;
using LocalCluster.ApiServer.Authorization;
using LocalCluster.ApiServer.Resources;
using LocalCluster.Storage;

namespace LocalCluster.ApiServer;

/// <summary>What every handler of one server shares.</summary>
internal sealed record ApiState(
    ApiOptions Options,
    ObjectStore Store,
    ResourceCatalog Catalog,
    Authenticator Authenticator,
    Authorizer Authorizer)
{
    public TimeProvider Time => Options.Time;

    public DateTimeOffset Now => Options.Time.GetUtcNow();
}
