using Kubernetes.Client;
using Operator.Api;
using Operator.Telemetry;

namespace Operator;

/// <summary>What has to be true before the operator can work.</summary>
internal static class StartUp
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static bool IsInCluster => Environment.GetEnvironmentVariable("KUBERNETES_SERVICE_HOST") is { Length: > 0 };

    /// <summary>Where the lease lives: as the flag says, or beside the pod, or where the context points.</summary>
    public static string LeaseNamespace(KubeClient client, OperatorOptions options) =>
        options.LeaderElectionNamespace ?? client.Config.Namespace ?? "default";

    /// <exception cref="StartUpException">No API server answers, or it does not let us in.</exception>
    public static async Task FindClusterAsync(KubeClient client, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(Patience, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            using var answer = await client.SendAsync(new KubeRequest(HttpMethod.Get, "/version") { Verb = "get", Resource = "version" }, either.Token);
        }
        catch (ApiException e) when (e.IsUnauthorized || e.IsForbidden)
        {
            throw new StartUpException($"The cluster at {client.Config.Server} does not let the operator in: {e.Message.TrimEnd('.')}. Check the credentials in the kubeconfig.", e);
        }
        catch (Exception e) when (e is HttpRequestException or ApiException or IOException or TimeoutException
            || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new StartUpException($"No cluster answers at {client.Config.Server}: {e.Message.TrimEnd('.')}. Start the cluster or name another one with --kubeconfig or --context.", e);
        }
    }

    /// <summary>The CounterApp's definition and the operator's role may be installed after the operator: it waits, and says so once.</summary>
    public static async Task WaitForDefinitionAsync(KubeClient client, OperatorOptions options, ILogger logger, CancellationToken cancellationToken)
    {
        var list = new ListOptions { Namespace = options.Namespaces.Count > 0 ? options.Namespaces[0] : null, Limit = 1 };
        for (var wait = TimeSpan.FromMilliseconds(100); ; wait = wait < Patience / 2 ? wait * 2 : wait)
        {
            try
            {
                await client.ListAsync<CounterApp>(list, cancellationToken);
                return;
            }
            catch (ApiException e) when (e.IsNotFound || e.IsForbidden || e.IsTooManyRequests)
            {
                if (wait == TimeSpan.FromMilliseconds(800)) Tell(logger, e);
            }

            await Task.Delay(wait, TimeProvider.System, cancellationToken);
        }
    }
    private static void Tell(ILogger logger, ApiException refusal)
    {
        if (refusal.IsForbidden) OperatorLog.NotAllowed(logger, refusal.Message);
        else OperatorLog.NoDefinition(logger);
    }
}
