namespace EndToEnd.Tests.Runtime;

/// <summary>One cluster without an operator for all tests of a class; each starts its own operators in it.</summary>
public sealed class BarePlayground : IAsyncLifetime
{
    public Playground Playground { get; private set; } = null!;

    public async Task InitializeAsync() => Playground = await Playground.StartAsync(withOperator: false);

    public async Task DisposeAsync() => await Playground.DisposeAsync();
}
