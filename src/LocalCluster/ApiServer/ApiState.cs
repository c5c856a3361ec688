using LocalCluster.ApiServer.Admission.Services;
using LocalCluster.ApiServer.Authentication;
using LocalCluster.ApiServer.Authorization;
using LocalCluster.ApiServer.Definitions;
using LocalCluster.ApiServer.Faults;
using LocalCluster.ApiServer.Recording;
using LocalCluster.ApiServer.Resources;
using LocalCluster.Storage;

namespace LocalCluster.ApiServer;

/// <summary>What every handler of one server shares.</summary>
internal sealed class ApiState
{
    public ApiState(ApiOptions options, TokenIssuer tokens, Func<ObjectStore, Authenticator> authenticator)
    {
        Options = options;
        Requests = new RequestLog(options.RequestsKept);
        Tokens = tokens;
        Authenticator = authenticator(Store);
        Authorizer = new Authorizer(Store);
        Services = new ServicePools(options);
        Definitions = new DefinitionLifecycle(this);
    }

    public ApiOptions Options { get; }

    public ObjectStore Store { get; } = new(new StoreOptions());

    public ResourceCatalog Catalog { get; } = new();

    public TokenIssuer Tokens { get; }

    public Authenticator Authenticator { get; }

    public Authorizer Authorizer { get; }

    /// <summary>What follows from the definitions of custom resources.</summary>
    public DefinitionLifecycle Definitions { get; }

    public RequestLog Requests { get; }

    /// <summary>What goes wrong on purpose.</summary>
    public FaultBoard Faults { get; } = new();

    /// <summary>The addresses and ports of services.</summary>
    public ServicePools Services { get; }

    public TimeProvider Time => Options.Time;

    public DateTimeOffset Now => Options.Time.GetUtcNow();
}
