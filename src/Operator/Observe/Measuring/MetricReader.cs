using Operator.Api.Strategies;

namespace Operator.Observe.Measuring;

/// <summary>Takes one measurement, wherever its value comes from.</summary>
internal sealed class MetricReader(PrometheusMetric prometheus, HttpMetric http, PodsReader pods)
{
    /// <exception cref="MetricException">It went wrong.</exception>
    public Task<MetricReading> ReadAsync(Observed observed, AnalysisMetric metric, CancellationToken cancellationToken) => metric.Provider switch
    {
        { Prometheus: { } provider } => prometheus.ReadAsync(observed, provider, cancellationToken),
        { Http: { } provider } => http.ReadAsync(observed, provider, cancellationToken),
        { Pods: { } provider } => pods.ReadAsync(observed, metric, provider, cancellationToken),
        _ => throw new MetricException("the metric has no provider: write one of prometheus, http and pods"),
    };
}
