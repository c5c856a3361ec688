using System.Globalization;
using System.Net;

namespace CounterApp.Tests;

/// <summary>What the protocol of the hand-over refuses: each time one sentence, and nothing changes.</summary>
public sealed class HandoverRefusalTests(HandoverRefusalTests.VisitedApp visited) : IClassFixture<HandoverRefusalTests.VisitedApp>
{
    private const string Token = "s3cret";
    private const string PeerKey = "11111111-1111-1111-1111-111111111111/22222222-2222-2222-2222-222222222222";

    private readonly RunningApp _app = visited.App;

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("S3cret")]
    [InlineData("s3cre")]
    [InlineData("s3crets")]
    public async Task Without_the_right_token_nothing_is_told_or_changed(string? token)
    {
        foreach (var (code, body) in new[]
        {
            await _app.HandoverAsync(token), await _app.HandoverAsync(token, Entries(PeerKey, 5)),
            await _app.PostAsync("/handover/close", token), await _app.PostAsync("/handover/open", token),
        })
        {
            Assert.Equal((403, "The header Handover-Token is missing, or is not what HANDOVER_TOKEN says.\n"), (code, body));
        }

        await NothingChangedAsync();
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"entries\":null}")]
    [InlineData("{\"entries\":[]}")]
    [InlineData("{\"entries\":{\"\":1}}")]
    [InlineData("{\"entries\":{\"11111111-1111-1111-1111-111111111111\":1}}")]
    [InlineData("{\"entries\":{\"11111111-1111-1111-1111-111111111111/22222222-2222-2222-2222-22222222222x\":1}}")]
    [InlineData("{\"entries\":{\"KEY\":-1}}")]
    [InlineData("{\"entries\":{\"KEY\":1.5}}")]
    [InlineData("{\"entries\":{\"KEY\":\"1\"}}")]
    [InlineData("{\"entries\":{\"KEY\":9223372036854775808}}")]
    [InlineData("{\"entries\":{\"KEY\":9223372036854775807}}")]
    [InlineData("{\"entries\":{\"KEY\":9223372036854775807,\"33333333-1111-1111-1111-111111111111/22222222-2222-2222-2222-222222222222\":1}}")]
    [InlineData("{\"entries\":{\"KEY\":1,\"KEY\":2}}")]
    [InlineData("{\"entries\":{\"KEY\":1}")]
    public async Task A_body_that_is_no_document_is_refused_with_a_sentence_and_changes_nothing(string body)
    {
        var refused = await RefusedAsync();

        var (code, reason) = await _app.HandoverAsync(Token, body.Replace("KEY", PeerKey, StringComparison.Ordinal));

        Assert.Equal(400, code);
        Assert.Matches("^(The|'|Nothing)[^\n]+\n$", reason);
        Assert.Equal(refused + 1, await RefusedAsync());
        await NothingChangedAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_beyond_1_MiB_is_refused_and_one_of_1_MiB_is_not(bool chunked)
    {
        var fits = Entries(PeerKey, 0).PadRight(1024 * 1024);

        Assert.Equal((413, "The body is longer than 1048576 bytes.\n"), await _app.HandoverAsync(Token, fits + " ", chunked));
        Assert.Equal(200, (await _app.HandoverAsync(Token, fits, chunked)).Code);
        await NothingChangedAsync();
    }

    [Theory]
    [InlineData("DELETE", "/handover", "GET, POST")]
    [InlineData("HEAD", "/handover", "GET, POST")]
    [InlineData("GET", "/handover/close", "POST")]
    [InlineData("PUT", "/handover/open", "POST")]
    [InlineData("GET", "/handover/", null)]
    [InlineData("POST", "/handover/closed", null)]
    public async Task Other_methods_and_paths_are_refused(string method, string path, string? allowed)
    {
        using var request = new HttpRequestMessage(HttpMethod.Parse(method), path) { Headers = { { "Handover-Token", Token } } };

        using var response = await _app.Client.SendAsync(request);

        Assert.Equal(allowed is null ? HttpStatusCode.NotFound : HttpStatusCode.MethodNotAllowed, response.StatusCode);
        await NothingChangedAsync();
        Assert.Equal(allowed ?? "", string.Join(", ", response.Content.Headers.Allow));
    }

    private static string Entries(string key, long count) => $"{{\"entries\":{{\"{key}\":{count}}}}}";

    private async Task<long> RefusedAsync()
    {
        const string name = "counterapp_handovers_total{result=\"refused\"} ";
        var figures = await _app.Client.GetStringAsync("/metrics");
        return long.Parse(figures.Split('\n').Single(line => line.StartsWith(name, StringComparison.Ordinal))[name.Length..], CultureInfo.InvariantCulture);
    }

    private async Task NothingChangedAsync()
    {
        Assert.Equal(1, await _app.NumberAsync());
        Assert.Equal("ready\n", await _app.Client.GetStringAsync("/readyz"));
    }

    /// <summary>One app for all of them, visited once.</summary>
    public sealed class VisitedApp : IAsyncLifetime, IDisposable
    {
        private readonly DataDirectory _data = new();

        internal RunningApp App { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            App = await RunningApp.StartAsync(_data, ("HANDOVER_TOKEN", Token));
            await App.VisitAsync();
        }

        public async Task DisposeAsync() => await App.DisposeAsync();

        public void Dispose() => _data.Dispose();
    }
}
