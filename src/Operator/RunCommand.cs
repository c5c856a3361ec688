using System.CommandLine;
using System.Net;

namespace Operator;

/// <summary><c>run</c>, and what happens without a command: the operator itself.</summary>
internal static class RunCommand
{
    /// <summary>What the operator takes at most to end its work, to hand the lease over, and to stop.</summary>
    public static readonly TimeSpan StopDeadline = TimeSpan.FromSeconds(30);

    private static readonly Option<string?> Kubeconfig = new("--kubeconfig")
    { Description = "Kubeconfig file. Default: $KUBECONFIG, the pod's service account, ~/.kube/config.", HelpName = "file" };

    private static readonly Option<string?> Context = new("--context")
    { Description = "Context in the kubeconfig. Default: its current one.", HelpName = "name" };

    private static readonly Option<string[]> Namespaces = new("--namespace")
    { Description = "Namespace to look after; may be given several times. Default: all.", HelpName = "name", DefaultValueFactory = _ => [] };

    private static readonly Option<bool> LeaderElect = new("--leader-elect")
    { Description = "Work only while holding a lease, so that several replicas can run." };

    private static readonly Option<string?> LeaderElectionNamespace = new("--leader-election-namespace")
    { Description = "Namespace of the lease. Default: that of the pod or of the context.", HelpName = "name" };

    private static readonly Option<string> MetricsBindAddress = Address("--metrics-bind-address", ":8080", "Where /metrics is served; 0: nowhere.");

    private static readonly Option<bool> MetricsSecure = new("--metrics-secure")
    { Description = "Serve /metrics over HTTPS, and only to those who may get the path /metrics by the cluster's own rules." };

    private static readonly Option<string?> MetricsCertPath = new("--metrics-cert-path")
    { Description = "Folder of the certificate for --metrics-secure. Default: one is made for this process.", HelpName = "folder" };

    private static readonly Option<string> MetricsCertName = new("--metrics-cert-name")
    { Description = "File of the certificate in that folder.", HelpName = "file", DefaultValueFactory = _ => "tls.crt" };

    private static readonly Option<string> MetricsCertKey = new("--metrics-cert-key")
    { Description = "File of its key in that folder.", HelpName = "file", DefaultValueFactory = _ => "tls.key" };

    private static readonly Option<bool> EnableHttp2 = new("--enable-http2") { Description = "Speak HTTP/2 on the metrics and probe ports." };

    private static readonly Option<string> HealthProbeBindAddress =
        Address("--health-probe-bind-address", ":8081", "Where /healthz and /readyz are served; 0: nowhere.");

    private static readonly Option<int> MaxConcurrentReconciles = AtLeastOne(new("--max-concurrent-reconciles")
    { Description = "How many CounterApps are worked on at once.", HelpName = "n", DefaultValueFactory = _ => 4 });

    private static readonly Option<string> LogFormat = OneOf(new("--log-format")
    { Description = "How log lines are written.", DefaultValueFactory = _ => "console" }, "console", "json");

    private static readonly Option<string> LogLevelName = OneOf(new("--log-level")
    { Description = "The least grave log lines that are written.", DefaultValueFactory = _ => "info" }, "trace", "debug", "info", "warn", "error");

    private static readonly Option[] All =
    [
        Kubeconfig, Context, Namespaces, LeaderElect, LeaderElectionNamespace, MetricsBindAddress, MetricsSecure, MetricsCertPath, MetricsCertName,
        MetricsCertKey, HealthProbeBindAddress, EnableHttp2, MaxConcurrentReconciles, LogFormat, LogLevelName,
    ];

    public static Command Create()
    {
        var command = new Command("run", "Run the operator (what happens without a command, too).");
        AddTo(command);
        return command;
    }

    public static void AddTo(Command command)
    {
        foreach (var option in All) command.Options.Add(option);
        command.SetAction((result, cancellationToken) => OperatorProcess.RunAsync(Read(result), result.InvocationConfiguration.Error, cancellationToken));
    }

    public static OperatorOptions Read(ParseResult result) => new()
    {
        Kubeconfig = result.GetValue(Kubeconfig),
        Context = result.GetValue(Context),
        Namespaces = result.GetValue(Namespaces) ?? [],
        LeaderElect = result.GetValue(LeaderElect),
        LeaderElectionNamespace = result.GetValue(LeaderElectionNamespace),
        MetricsAddress = Parse(result.GetValue(MetricsBindAddress)),
        MetricsSecure = result.GetValue(MetricsSecure),
        MetricsCertPath = result.GetValue(MetricsCertPath),
        MetricsCertName = result.GetValue(MetricsCertName) ?? "tls.crt",
        MetricsCertKey = result.GetValue(MetricsCertKey) ?? "tls.key",
        EnableHttp2 = result.GetValue(EnableHttp2),
        ProbeAddress = Parse(result.GetValue(HealthProbeBindAddress)),
        MaxConcurrentReconciles = result.GetValue(MaxConcurrentReconciles),
        LogsJson = result.GetValue(LogFormat) == "json",
        LogLevel = Level(result.GetValue(LogLevelName)),
    };

    private static LogLevel Level(string? name) => name switch
    {
        "trace" => LogLevel.Trace,
        "debug" => LogLevel.Debug,
        "warn" => LogLevel.Warning,
        "error" => LogLevel.Error,
        _ => LogLevel.Information,
    };

    private static IPEndPoint? Parse(string? text) => BindAddress.TryParse(text ?? "", out var address) ? address : null;

    private static Option<string> Address(string name, string initial, string description)
    {
        var option = new Option<string>(name) { Description = description, HelpName = "address", DefaultValueFactory = _ => initial };
        option.Validators.Add(result =>
        {
            if (!BindAddress.TryParse(result.GetValue(option) ?? "", out _))
                result.AddError($"{name} {result.GetValue(option)} is no address: write :8080, 127.0.0.1:8080, or 0 for none.");
        });
        return option;
    }

    private static Option<int> AtLeastOne(Option<int> option)
    {
        option.Validators.Add(result =>
        {
            if (result.GetValue(option) < 1) result.AddError($"{option.Name} must be at least 1.");
        });
        return option;
    }

    private static Option<string> OneOf(Option<string> option, params string[] values)
    {
        option.AcceptOnlyFromAmong(values);
        return option;
    }
}
