using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Kubernetes.Client;
using Kubernetes.Client.Config;
using Microsoft.Extensions.Logging.Abstractions;
using Operator;
using Operator.Observe;
using Operator.Status;
using Operator.Telemetry;

namespace EndToEnd.Tests.Crashes;

/// <summary>
/// The whole operator, from its connection to its reconciler, in this process and for one namespace: all that it knows dies with it, so that
/// cutting its connection and letting it go is what a crash is to the cluster. Cheap enough to die a hundred times.
/// </summary>
internal sealed class RunningOperator : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly KubeClient _client;
    private readonly Task _work;

    private RunningOperator(ClientConfig config, string place, int fallsAt, bool afterwards)
    {
        Blade = new Blade(Connect(config), fallsAt, afterwards);
        _client = new KubeClient(config with { UserAgent = "counterapp-operator/crash-test" }, Blade);
        var options = new OperatorOptions { Namespaces = [place] };
        var cache = new ClusterCache(_client, options.Namespaces, NullLoggerFactory.Instance);
        var events = new EventRecorder(_client, TimeProvider.System, NullLogger<EventRecorder>.Instance);
        _work = Task.WhenAll(
            cache.RunAsync(_stop.Token),
            events.RunAsync(_stop.Token),
            OperatorProcess.WorkAsync(options, _client, cache, events, new Probes(cache), NullLoggerFactory.Instance, _stop.Token));
    }

    public Blade Blade { get; }

    /// <summary>Starts it; it dies at its write number <paramref name="fallsAt"/>, or never.</summary>
    public static RunningOperator Start(ClientConfig config, string place, int fallsAt = 0, bool afterwards = false) => new(config, place, fallsAt, afterwards);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        try
        {
            await _work;
        }
        catch (Exception e) when (e is OperationCanceledException || Blade.Fallen.IsCompleted)
        {
            // It was told to stop, or what it was doing died with it.
        }

        _client.Dispose();
        _stop.Dispose();
    }

    private static SocketsHttpHandler Connect(ClientConfig config)
    {
        var certificate = X509Certificate2.CreateFromPem(config.Tls.ClientCertificatePem, config.Tls.ClientKeyPem);
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPem(config.Tls.AuthorityPem);
        return new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                ClientCertificates = [certificate],
                CertificateChainPolicy = Trusting(authorities),
            },
        };
    }

    private static X509ChainPolicy Trusting(X509Certificate2Collection authorities)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(authorities);
        return policy;
    }
}
