namespace EndToEnd.Tests.Visiting;

/// <summary>
/// Users of one app, and a checker beside them, around whatever a test does to the app: from <see cref="StartAsync"/>, when it serves, to
/// <see cref="EndAsync"/>, which says what the users were promised.
/// </summary>
internal sealed class Traffic : IAsyncDisposable
{
    private readonly VisitedApp _app;

    private Traffic(VisitedApp app, Crowd crowd) => (_app, Crowd, Checker) = (app, crowd, new Checker(app, crowd));

    public Crowd Crowd { get; }

    public Checker Checker { get; }

    public static async Task<Traffic> StartAsync(VisitedApp app, int users = 2, int visitsPerConnection = 5)
    {
        var traffic = new Traffic(app, Crowd.Visit(app.UrlAsync, (await app.ReadVolumesAsync()).AtMost, users, visitsPerConnection));
        try
        {
            await traffic.Crowd.SeesAsync(10);
            return traffic;
        }
        catch
        {
            await traffic.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until users are served, or not at all any more, stops, and fails unless all was as promised and the volumes have exactly what was acknowledged.</summary>
    public async Task EndAsync(Promise promise)
    {
        if (promise != Promise.DownForGood) await Crowd.SeesAsync(20);
        await Checker.LooksAsync();
        await Crowd.StopAsync();
        await Checker.StopAsync();

        Assert.Empty(Checker.Faults);
        if (promise == Promise.NoRequestFails) Assert.Empty(Crowd.Failures);
        if (promise is Promise.DownForAWhile or Promise.DownForGood) Assert.NotEmpty(Crowd.Failures);
        Assert.InRange((await _app.ReadVolumesAsync()).AtLeast, Crowd.Acknowledged, Crowd.Acknowledged + Crowd.Unanswered);
    }

    public async ValueTask DisposeAsync()
    {
        await Crowd.DisposeAsync();
        await Checker.DisposeAsync();
    }
}
