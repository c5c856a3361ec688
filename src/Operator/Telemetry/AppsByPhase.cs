using System.Diagnostics.Metrics;
using Operator.Api;

namespace Operator.Telemetry;

/// <summary>Counts the CounterApps in the cache by their phase. Every phase is always told, so that one that empties falls to 0.</summary>
internal sealed class AppsByPhase : IDisposable
{
    private readonly Meter _meter = new("Operator.Apps");

    public AppsByPhase(Func<IEnumerable<CounterApp>> apps) =>
        _meter.CreateObservableGauge("counterapp_apps", () => Count(apps()), null, "CounterApps that the operator looks after, by phase.");

    public void Dispose() => _meter.Dispose();

    /// <summary>An app without a status is Pending: nobody has looked at it yet.</summary>
    internal static IEnumerable<Measurement<int>> Count(IEnumerable<CounterApp> apps)
    {
        var counts = apps.CountBy(app => app.Status?.Phase ?? AppPhase.Pending).ToDictionary();
        return AppPhase.All.Select(phase => new Measurement<int>(counts.GetValueOrDefault(phase), new KeyValuePair<string, object?>("phase", phase)));
    }
}
