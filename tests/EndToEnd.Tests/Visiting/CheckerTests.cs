using EndToEnd.Tests.Clusters;

namespace EndToEnd.Tests.Visiting;

/// <summary>A checker that finds nothing is worth as much as what it would find.</summary>
public sealed class CheckerTests(SharedPlayground shared) : IClassFixture<SharedPlayground>
{
    [LocalClusterFact(Needs.AClusterOfItsOwn)]
    public async Task Visits_that_a_volume_has_lost_are_found_out()
    {
        await using var traffic = await StartAsync("poorer");
        await traffic.Crowd.StopAsync();

        await WriteAsync("poorer", traffic.Crowd.Acknowledged - 1);
        await traffic.Checker.LooksAsync();

        Assert.Contains(traffic.Checker.Faults, fault => fault.EndsWith("were acknowledged", StringComparison.Ordinal));
    }

    [LocalClusterFact(Needs.AClusterOfItsOwn)]
    public async Task Visits_that_nobody_has_made_are_found_out()
    {
        await using var traffic = await StartAsync("richer");
        await traffic.Crowd.StopAsync();

        await WriteAsync("richer", traffic.Crowd.Asked + 1);
        await traffic.Checker.LooksAsync();

        Assert.Contains(traffic.Checker.Faults, fault => fault.EndsWith("were asked for", StringComparison.Ordinal));
    }

    private async Task<Traffic> StartAsync(string name)
    {
        await shared.Playground.CreateAsync(AnApp.Named(name));
        await shared.Playground.ReadyAsync(name, 1);
        return await shared.Playground.VisitAsync(name);
    }

    private async Task WriteAsync(string name, long visits)
    {
        var file = Path.Combine(shared.Playground.Visited(name).Volumes!, $"visits-{name}-0", "visits.txt");
        await File.WriteAllTextAsync($"{file}.test", visits.ToString(System.Globalization.CultureInfo.InvariantCulture));
        File.Move($"{file}.test", file, overwrite: true);
    }
}
