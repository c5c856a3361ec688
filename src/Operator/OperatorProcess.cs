using Kubernetes.Client;
using Kubernetes.Client.Config;
using Kubernetes.Runtime.Controllers;
using Kubernetes.Runtime.Leadership;
using Operator.Api;
using Operator.Apply;
using Operator.Observe;
using Operator.Reconcile;
using Operator.Status;
using Operator.Telemetry;

namespace Operator;

/// <summary>The running operator: finds the cluster, serves probes and metrics, fills the cache, and works while it leads.</summary>
internal static class OperatorProcess
{
    /// <summary>Runs until cancelled; the answer is the exit code. What keeps it from starting is told in one line.</summary>
    public static async Task<int> RunAsync(OperatorOptions options, TextWriter errors, CancellationToken cancellationToken)
    {
        using var loggers = Logs.Create(options);
        try
        {
            var config = ClientConfig.Discover(options.Kubeconfig, options.Context) with { UserAgent = UserAgent.For("counterapp-operator", typeof(OperatorProcess).Assembly) };
            using var client = new KubeClient(config, TimeProvider.System, loggers);
            await StartUp.FindClusterAsync(client, cancellationToken);
            await RunAsync(options, client, loggers, cancellationToken);
            return 0;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return 0;
        }
        catch (Exception e) when (e is ConfigException or StartUpException or LeadershipLostException)
        {
            await errors.WriteLineAsync(e.Message);
            return 1;
        }
    }

    private static async Task RunAsync(OperatorOptions options, KubeClient client, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var logger = loggers.CreateLogger("Operator");
        using var metrics = new MetricsPage();
        var cache = new ClusterCache(client, options.Namespaces, loggers);
        await using var endpoints = await Endpoints.StartAsync(options, metrics, () => cache.HasSynced, loggers, cancellationToken);
        OperatorLog.Started(logger, VersionCommand.Version, client.Config.Server, Scope(options));
        await StartUp.WaitForDefinitionAsync(client, options, logger, cancellationToken);

        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var caching = cache.RunAsync(stopping.Token);
        var checking = PermissionCheck.RunAsync(client, options, logger, stopping.Token);
        try
        {
            await LeadAsync(options, client, lead => WorkAsync(options, client, cache, loggers, lead), logger, cancellationToken);
        }
        finally
        {
            await stopping.CancelAsync();
            await caching;
            await checking;
            OperatorLog.Stopped(logger);
        }
    }

    private static Task LeadAsync(
        OperatorOptions options, KubeClient client, Func<CancellationToken, Task> work, ILogger logger, CancellationToken cancellationToken)
    {
        if (!options.LeaderElect) return work(cancellationToken);
        var place = options.LeaderElectionNamespace ?? client.Config.Namespace ?? "default";
        OperatorLog.Waiting(logger, place, ApiGroup.FieldManager);
        return new LeaseElection(client, new LeaseElectionOptions { Namespace = place, Name = ApiGroup.FieldManager }).RunAsync(work, cancellationToken);
    }

    internal static async Task WorkAsync(
        OperatorOptions options, KubeClient client, ClusterCache cache, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var time = TimeProvider.System;
        using var visits = new VisitReader(client, StartUp.IsInCluster, time, loggers.CreateLogger<VisitReader>());
        var events = new EventRecorder(client, time, loggers.CreateLogger<EventRecorder>());
        var children = new ChildWriter(
            new Applier(client, loggers.CreateLogger<Applier>()),
            new SetReplacer(client, loggers.CreateLogger<SetReplacer>()),
            new PodRemover(client, loggers.CreateLogger<PodRemover>()),
            new Pruner(client, loggers.CreateLogger<Pruner>()));
        var reconciler = new CounterAppReconciler(
            new Observer(client, cache, visits), children, new StatusWriter(client, loggers.CreateLogger<StatusWriter>()), events, time);
        var controller = Controller.Create("counterapp", new MeasuredReconciler("counterapp", reconciler, time), new ControllerOptions
        {
            Concurrency = options.MaxConcurrentReconciles,
            LoggerFactory = loggers,
        });
        Connect(controller, cache);
        OperatorLog.Leading(loggers.CreateLogger("Operator"), options.MaxConcurrentReconciles);
        await Task.WhenAll(controller.RunAsync(cancellationToken), events.RunAsync(cancellationToken));
    }

    /// <summary>What wakes an app: itself, and everything that carries its label.</summary>
    private static void Connect(Controller controller, ClusterCache cache)
    {
        foreach (var apps in cache.Apps.Informers) controller.For(apps);
        foreach (var sets in cache.Sets.Informers) controller.Owns(sets, CounterApp.Type);
        foreach (var services in cache.Services.Informers) controller.Owns(services, CounterApp.Type);
        foreach (var pods in cache.Pods.Informers) controller.Watches(pods, KindCache<Kubernetes.Models.Core.Pod>.AppsOf);
        foreach (var claims in cache.Claims.Informers) controller.Watches(claims, KindCache<Kubernetes.Models.Core.PersistentVolumeClaim>.AppsOf);
    }

    private static string Scope(OperatorOptions options) =>
        options.Namespaces.Count == 0 ? "all namespaces" : $"namespaces {string.Join(", ", options.Namespaces)}";
}
