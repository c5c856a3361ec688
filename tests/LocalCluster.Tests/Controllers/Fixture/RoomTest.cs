namespace LocalCluster.Tests.Controllers.Fixture;

/// <summary>A test with a cluster of its own.</summary>
public abstract class RoomTest : IAsyncLifetime
{
    private protected ControllerCluster Cluster { get; private set; } = null!;

    public async Task InitializeAsync() => Cluster = await ControllerCluster.StartAsync();

    public async Task DisposeAsync() => await Cluster.DisposeAsync();
}
