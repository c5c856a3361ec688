namespace CounterApp.Tests;

public sealed class PlannedFaultsTests
{
    [Fact]
    public async Task A_share_of_visits_that_is_to_fail_is_refused_evenly_and_not_counted()
    {
        using var data = new DataDirectory();
        await using var app = await RunningApp.StartAsync(data, ("FAIL_PERCENT", "30"));
        var codes = new List<int>();
        for (var i = 0; i < 20; i++)
        {
            using var answer = await app.Client.GetAsync("/");
            codes.Add((int)answer.StatusCode);
        }

        Assert.Equal((6, 3, 14), (codes.Count(code => code == 500), codes.Take(10).Count(code => code == 500), codes.Count(code => code == 200)));
        Assert.Equal(14, await app.NumberAsync());
        Assert.Contains("http_requests_total{code=\"500\"} 6\n", await app.Client.GetStringAsync("/metrics"), StringComparison.Ordinal);
    }
}
