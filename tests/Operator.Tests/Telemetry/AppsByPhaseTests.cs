using Kubernetes.Models.Meta;
using Operator.Api;
using Operator.Telemetry;

namespace Operator.Tests.Telemetry;

public sealed class AppsByPhaseTests
{
    [Fact]
    public void Every_phase_is_told_and_an_app_that_nobody_has_looked_at_is_pending()
    {
        CounterApp[] apps = [App(null), App(AppPhase.Healthy), App(AppPhase.Healthy), App(AppPhase.Degraded)];

        var told = AppsByPhase.Count(apps).Select(one => ((string?)one.Tags[0].Value, one.Value));

        Assert.Equal([("Pending", 1), ("Progressing", 0), ("Paused", 0), ("Healthy", 2), ("Degraded", 1)], told);
    }

    private static CounterApp App(string? phase) => new()
    {
        Metadata = new ObjectMeta { Name = "app", Namespace = "default" },
        Spec = new CounterAppSpec { Image = "counterapp:1.0" },
        Status = phase is null ? null : new CounterAppStatus { Phase = phase },
    };
}
