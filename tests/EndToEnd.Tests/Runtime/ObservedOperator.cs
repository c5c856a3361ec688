namespace EndToEnd.Tests.Runtime;

/// <summary>An operator with metrics, probes and leader election on, and one app that is ready, for all tests of a class.</summary>
public sealed class ObservedOperator : IAsyncLifetime
{
    public Playground Playground { get; private set; } = null!;

    public Uri Metrics { get; } = new($"http://127.0.0.1:{OperatorRuntimeTests.FreePort()}/metrics");

    public Uri Probes { get; } = new($"http://127.0.0.1:{OperatorRuntimeTests.FreePort()}");

    public async Task InitializeAsync()
    {
        Playground = await Playground.StartAsync(withOperator: false);
        await Playground.StartOperatorAsync(
            "--metrics-bind-address", Metrics.Authority, "--health-probe-bind-address", Probes.Authority, "--leader-elect", "--leader-election-namespace", Playground.Namespace);
        await Playground.CreateAsync(AnApp.Named("web"));
        await Playground.ReadyAsync("web", 1, TimeSpan.FromSeconds(60));
    }

    public async Task DisposeAsync() => await Playground.DisposeAsync();
}
