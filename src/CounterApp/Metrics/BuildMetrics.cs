namespace CounterApp.Metrics;

/// <summary>Which build is running, so that a rollout can be followed in the figures.</summary>
internal sealed class BuildMetrics(string version)
{
    public MetricsText WriteTo(MetricsText text) =>
        text.Gauge("counterapp_build_info", "Always 1; the label says which version runs.", 1, MetricsText.Label("version", version));
}
