using System.Diagnostics.Metrics;
using Operator.Api;

namespace Operator.Telemetry;

/// <summary>Where each app stands, and how far its rollout is: seven series an app at most, gone with the app.</summary>
internal sealed class RolloutGauges : IDisposable
{
    private readonly Meter _meter = new("Operator.RolloutGauges");
    private readonly Func<IEnumerable<CounterApp>> _apps;

    public RolloutGauges(Func<IEnumerable<CounterApp>> apps)
    {
        _apps = apps;
        Gauge("counterapp_phase", "1 for the phase in which a CounterApp is.", _ => 1, app => ("phase", app.Status?.Phase ?? AppPhase.Pending));
        Gauge("counterapp_rollout_aborted", "1 while a CounterApp is on its stable revision, or on its way there, because its rollout was aborted.", app => app.Status?.Rollout?.AbortReason is null ? 0 : 1);
        Gauge("counterapp_rollout_step", "Steps of the rollout that are done, while it has steps.", app => app.Status?.Rollout?.StepIndex);
        Gauge("counterapp_rollout_steps", "Steps that the rollout has, while it has any.", app => app.Status?.Rollout?.StepCount);
        Gauge("counterapp_rollout_weight_ratio", "Share that the new revision is to have, while the rollout has steps.", app => app.Status?.Rollout?.Weight / 100d);
        Gauge("counterapp_rollout_actual_weight_ratio", "Share of the pods that run the new revision, while the rollout has steps.", app => app.Status?.Rollout is { Weight: not null, ActualWeight: { } actual } ? actual / 100d : null);
        Gauge(
            "counterapp_rollout_paused_timestamp_seconds",
            "Since when a rollout waits in a pause, and what ends it: time, or a promotion by a person.",
            app => app.Status?.Rollout?.PausedSince?.ToUnixTimeSeconds(),
            app => ("ends", app.Status?.Rollout?.PausedUntil is null ? "promotion" : "time"));
    }

    public void Dispose() => _meter.Dispose();

    private void Gauge(string name, string description, Func<CounterApp, double?> value, Func<CounterApp, (string Name, string Value)>? label = null) =>
        _meter.CreateObservableGauge(name, () => Measure(value, label), null, description);

    private IEnumerable<Measurement<double>> Measure(Func<CounterApp, double?> value, Func<CounterApp, (string Name, string Value)>? label)
    {
        foreach (var app in _apps())
        {
            if (value(app) is not { } measured) continue;
            List<KeyValuePair<string, object?>> labels = [new("namespace", app.Metadata.Namespace), new("app", app.Metadata.Name)];
            if (label?.Invoke(app) is { } more) labels.Add(new(more.Name, more.Value));
            yield return new Measurement<double>(measured, labels);
        }
    }
}
