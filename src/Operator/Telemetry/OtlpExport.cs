using Kubernetes.Runtime;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Operator.Telemetry;

/// <summary>
/// Sends traces and metrics over OTLP when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says where to; all the other <c>OTEL_*</c> variables of the
/// specification hold, too. Without it nothing is collected for export and nothing is sent.
/// </summary>
internal sealed class OtlpExport : IDisposable
{
    private const string Client = "Kubernetes.Client";

    private readonly IDisposable?[] _providers;

    private OtlpExport(params IDisposable?[] providers) => _providers = providers;

    public static OtlpExport Start(IConfiguration environment)
    {
        if (environment["OTEL_EXPORTER_OTLP_ENDPOINT"] is not { Length: > 0 }) return new OtlpExport();
        var traces = Sdk.CreateTracerProviderBuilder()
            .ConfigureServices(services => services.AddSingleton(environment))
            .ConfigureResource(Describe)
            .AddSource(RuntimeMeter.Name, Client)
            .AddOtlpExporter()
            .Build();
        var metrics = Sdk.CreateMeterProviderBuilder()
            .ConfigureServices(services => services.AddSingleton(environment))
            .ConfigureResource(Describe)
            .AddMeter([.. MetricsPage.Sources.Select(source => source + "*")])
            .AddOtlpExporter()
            .Build();
        return new OtlpExport(traces, metrics);
    }

    /// <summary>Sends what is left and stops; the exporter gives up after its own timeout.</summary>
    public void Dispose()
    {
        foreach (var provider in _providers) provider?.Dispose();
    }

    private static void Describe(ResourceBuilder resource) => resource.AddService("counterapp-operator", serviceVersion: VersionCommand.Version);
}
