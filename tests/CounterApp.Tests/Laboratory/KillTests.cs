using System.Diagnostics;
using System.Globalization;
using TestKit;

namespace CounterApp.Tests.Laboratory;

/// <summary>
/// SIGKILL at random moments under load, hundreds of times: 240, or what COUNTER_KILLS says. On a machine so busy that it takes longer
/// than <see cref="Patience"/>, fewer will do.
/// </summary>
public sealed class KillTests
{
    private const int Volumes = 4;
    private const int AtLeast = 40;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly string? Wish = Environment.GetEnvironmentVariable("COUNTER_KILLS");
    private static readonly int Kills = int.Parse(Wish ?? "240", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Every_acknowledged_visit_survives_every_kill()
    {
        var kills = await Task.WhenAll(Enumerable.Range(1, Volumes).Select(volume => KillAgainAndAgainAsync(new Random(volume))));

        Assert.InRange(kills.Sum(), AtLeast, Kills);
    }

    private static async Task<int> KillAgainAndAgainAsync(Random random)
    {
        using var data = new DataDirectory();
        var clock = Stopwatch.StartNew();
        var (atLeast, atMost) = (0L, 0L);
        var kill = 0;
        for (; kill < Kills / Volumes && (Wish is not null || clock.Elapsed < Patience); kill++)
        {
            await using var app = await RunningApp.StartAsync(data);
            var start = await app.NumberAsync();
            Assert.InRange(start, atLeast, atMost);
            var crowd = new Crowd(app.Client, visitors: 8);
            var enough = random.Next(60);
            await Eventually.Holds(() => Task.FromResult(crowd.Acknowledged >= enough), "visits are answered");
            await app.KillAsync();
            await crowd.GoHomeAsync();

            (atLeast, atMost) = (data.Number, start + crowd.Acknowledged + crowd.InFlight);
            Assert.InRange(atLeast, start + crowd.Acknowledged, atMost);
            Assert.True(atLeast >= crowd.Highest, $"visits.txt says {atLeast}, but somebody was told {crowd.Highest}");
        }

        return kill;
    }
}
