using Kubernetes.Client;
using Kubernetes.Client.Config;
using Kubernetes.Runtime.Controllers;
using Kubernetes.Runtime.Leadership;
using Operator.Api;
using Operator.Apply;
using Operator.Notifications;
using Operator.Observe;
using Operator.Observe.Measuring;
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
        catch (Exception e) when (e is ConfigException or StartUpException or LeadershipLostException or CacheSyncException)
        {
            await errors.WriteLineAsync(e.Message);
            return 1;
        }
    }

    private static async Task RunAsync(OperatorOptions options, KubeClient client, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var logger = loggers.CreateLogger("Operator");
        using var metrics = new MetricsPage();
        using var export = OtlpExport.Start(new ConfigurationBuilder().AddEnvironmentVariables().Build());
        var cache = new ClusterCache(client, options.Namespaces, loggers);
        using var appsByPhase = new AppsByPhase(() => cache.Apps.All);
        using var rolloutGauges = new RolloutGauges(() => cache.Apps.All);
        var probes = new Probes(cache);
        var guard = new MetricsGuard((review, token) => client.CreateAsync(review, null, token), (review, token) => client.CreateAsync(review, null, token), TimeProvider.System);
        await using var endpoints = await Endpoints.StartAsync(options, metrics, guard, probes, loggers, cancellationToken);
        OperatorLog.Started(logger, VersionCommand.Version, client.Config.Server, Scope(options));

        using var stopping = new CancellationTokenSource();
        var events = new EventRecorder(client, TimeProvider.System, loggers.CreateLogger<EventRecorder>());
        // These outlive the work: the cache waits warm for leadership, and the last events are written after the lease has been given back.
        List<Task> background = [PermissionCheck.RunAsync(client, options, logger, stopping.Token), events.RunAsync(stopping.Token)];
        try
        {
            await StartUp.WaitForDefinitionAsync(client, options, logger, cancellationToken);
            background.Add(cache.RunAsync(stopping.Token));
            await LeadAsync(options, client, probes, loggers, (writer, lead) => WorkAsync(options, writer, cache, events, probes, loggers, lead), cancellationToken);
        }
        finally
        {
            await stopping.CancelAsync();
            await Task.WhenAll(background);
            OperatorLog.Stopped(logger);
        }
    }

    /// <summary>Works with a client that cannot write once leadership has ended, whatever still runs.</summary>
    private static async Task LeadAsync(
        OperatorOptions options,
        KubeClient client,
        Probes probes,
        ILoggerFactory loggers,
        Func<KubeClient, CancellationToken, Task> work,
        CancellationToken cancellationToken)
    {
        if (!options.LeaderElect)
        {
            await work(client, cancellationToken);
            return;
        }

        // Connections of its own: a renewal must not wait for other requests.
        using var own = new KubeClient(client.Config, TimeProvider.System, loggers);
        var lease = new LeaseElectionOptions { Namespace = StartUp.LeaseNamespace(client, options), Name = ApiGroup.FieldManager };
        var election = new LeaseElection(own, lease, TimeProvider.System, loggers: loggers);
        probes.Watch(election);
        await election.RunAsync(lead => work(client.FencedBy(() => election.IsLeader), lead), cancellationToken);
    }

    internal static async Task WorkAsync(
        OperatorOptions options, KubeClient client, ClusterCache cache, EventRecorder events, Probes probes, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var time = TimeProvider.System;
        using var pods = new PodCalls(client, StartUp.IsInCluster, time);
        var visits = new VisitReader(pods, time, loggers.CreateLogger<VisitReader>());
        var token = new HandOverToken(client, loggers.CreateLogger<HandOverToken>());
        using var metrics = new MetricServer(time);
        using var scraper = new PodScraper(pods, cache.Pods.Find);
        var tokens = new BearerTokens(client);
        var reader = new MetricReader(new PrometheusMetric(metrics, tokens), new HttpMetric(metrics, tokens), new PodsReader(scraper, time));
        await using var measurer = new Measurer(reader.ReadAsync, time, loggers.CreateLogger<Measurer>());
        var remover = new PodRemover(client, loggers.CreateLogger<PodRemover>());
        var children = new ChildWriter(
            token,
            new Applier(client, loggers.CreateLogger<Applier>()),
            new SetReplacer(client, loggers.CreateLogger<SetReplacer>()),
            remover,
            new VisitHandOver(pods, visits, token, remover, time, loggers.CreateLogger<VisitHandOver>()),
            new SetRemover(client, loggers.CreateLogger<SetRemover>()),
            new Pruner(client, loggers.CreateLogger<Pruner>()),
            new ActionRemover(client));
        await using var notifier = new Notifier(
            new WebhookSecrets(client), new WebhookClient(WebhookClient.CreateHandler(), time), events, () => client.MayWrite, time, loggers.CreateLogger<Notifier>());
        var reconciler = new CounterAppReconciler(
            new Observer(client, cache, visits, new StableTemplates(client), measurer), children, new StatusWriter(client, loggers.CreateLogger<StatusWriter>()), new Announcer(events, notifier), time);
        var controller = Controller.Create("counterapp", reconciler, new ControllerOptions
        {
            Concurrency = options.MaxConcurrentReconciles,
            LoggerFactory = loggers,
        });
        Connect(controller, cache);
        measurer.Measured += controller.Enqueue;
        probes.Watch(controller);
        OperatorLog.Leading(loggers.CreateLogger("Operator"), options.MaxConcurrentReconciles);
        await controller.RunAsync(cancellationToken);
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
