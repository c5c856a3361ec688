using System.Net;
using CounterApp.Tests.Laboratory;
using TestKit;

namespace CounterApp.Tests;

public sealed class StopTests
{
    [Fact]
    public async Task A_terminated_app_says_that_it_is_not_ready_answers_what_is_under_way_and_ends_well()
    {
        using var data = new DataDirectory();
        await using var app = await RunningApp.StartAsync(data);
        var crowd = new Crowd(app.Client, visitors: 8);
        await Eventually.Holds(() => Task.FromResult(crowd.Acknowledged > 20), "visits are answered");

        var end = app.TerminateAsync();
        await Eventually.Holds(async () => await ReadyAsync(app) == "not ready: stopping\n", "the app says that it is stopping");
        await crowd.GoHomeAsync();

        Assert.Equal(0, await end);
        Assert.Equal(0, crowd.Unanswered);
        Assert.Equal(crowd.Acknowledged, data.Number);
    }

    private static async Task<string> ReadyAsync(RunningApp app)
    {
        using var response = await app.Client.GetAsync("/readyz");
        return response.StatusCode == HttpStatusCode.ServiceUnavailable ? await response.Content.ReadAsStringAsync() : "";
    }
}
