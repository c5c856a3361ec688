using System.Net;
using System.Security.Cryptography.X509Certificates;
using Kubernetes.Client.Config;
using LocalCluster.ApiServer.Authentication;
using LocalCluster.ApiServer.Certificates;
using LocalCluster.ApiServer.Faults;
using LocalCluster.ApiServer.Recording;

namespace LocalCluster.ApiServer;

/// <summary>A running API server on 127.0.0.1, over TLS with an authority of its own. Disposing it ends every request.</summary>
public sealed class ApiHost : IAsyncDisposable
{
    private readonly ApiListener _listener;
    private readonly OutageControl _outages;
    private readonly Authority _authority;
    private readonly X509Certificate2 _admin;
    private readonly ApiState _state;

    private ApiHost(ApiListener listener, Authority authority, X509Certificate2 admin, ApiState state)
    {
        (_listener, _authority, _admin, _state) = (listener, authority, admin, state);
        _outages = new OutageControl(listener, state.Store, state.Time);
        state.Faults.OutageAsked += _outages.Begin;
    }

    public Uri Address => _listener.Address;

    /// <summary>What the server was asked so far.</summary>
    public RequestLog Requests => _state.Requests;

    /// <summary>What goes wrong on purpose.</summary>
    public FaultBoard Faults => _state.Faults;

    /// <summary>The cluster's administrator.</summary>
    public ClientConfig AdminConfig => ConfigOf(_admin);

    /// <summary>Another user of this cluster, with a certificate of their own.</summary>
    public ClientConfig ConfigFor(string user, params string[] groups)
    {
        using var certificate = _authority.SignClient(user, groups, _state.Now);
        return ConfigOf(certificate);
    }

    /// <exception cref="IOException">The port is in use.</exception>
    public static async Task<ApiHost> StartAsync(ApiOptions options, ILoggerFactory loggers, CancellationToken cancellation)
    {
        var now = options.Time.GetUtcNow();
        var authority = Authority.LoadOrCreate(options.DataDirectory, now);
        var server = authority.SignServer([IPAddress.Loopback], ["localhost", "kubernetes", "kubernetes.default", "kubernetes.default.svc"], now);
        var admin = authority.SignClient("kubernetes-admin", [User.Masters], now);
        var state = State(options, authority);
        var pipeline = new RequestPipeline(state, loggers.CreateLogger<RequestPipeline>());
        var host = new ApiHost(new ApiListener(options, server, pipeline, loggers), authority, admin, state);
        await host._listener.StartAsync(cancellation);
        return host;
    }

    /// <summary>Writes a kubeconfig for the cluster's administrator, readable by its owner only.</summary>
    public void WriteKubeconfig(string path) =>
        PrivateFile.Write(path, KubeconfigText.Of(Address, _authority.CertificatePem, _admin));

    /// <summary>Goes away as a killed process does: every connection is dropped, new ones are refused. What is stored stays.</summary>
    public Task StopServingAsync(CancellationToken cancellation) => _outages.StopAsync(cancellation);

    /// <summary>Comes back after <see cref="StopServingAsync"/>: same port, same certificates.</summary>
    /// <param name="losesHistory">No version from before can be watched from.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task ResumeAsync(bool losesHistory, CancellationToken cancellation) => _outages.ResumeAsync(losesHistory, cancellation);

    /// <summary>Forgets the history: running watches, and lists and watches from a version until now, get a 410.</summary>
    public void Compact() => _state.Store.ForgetHistory();

    public async ValueTask DisposeAsync()
    {
        await _outages.DisposeAsync();
        await _listener.DisposeAsync();
        _authority.Dispose();
        _admin.Dispose();
    }

    private ClientConfig ConfigOf(X509Certificate2 certificate)
    {
        using var key = certificate.GetECDsaPrivateKey()!;
        return new ClientConfig
        {
            Server = Address,
            Tls = new TlsConfig
            {
                AuthorityPem = _authority.CertificatePem,
                ClientCertificatePem = certificate.ExportCertificatePem(),
                ClientKeyPem = key.ExportPkcs8PrivateKeyPem(),
            },
        };
    }

    private static ApiState State(ApiOptions options, Authority authority)
    {
        var tokens = TokenIssuer.LoadOrCreate(options.DataDirectory);
        var state = new ApiState(options, tokens, store => new Authenticator(authority, new TokenReader(tokens.Key, store, options.Time)));
        Bootstrap.Fill(state);
        return state;
    }
}
