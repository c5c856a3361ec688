using System.Net;
using System.Text;
using System.Text.Json;
using CounterApp.Tests.Laboratory;
using TestKit;

namespace CounterApp.Tests;

/// <summary>The protocol of docs/app.md, "Hand-over", spoken to running apps.</summary>
public sealed class HandoverTests : IAsyncLifetime, IDisposable
{
    private const string Token = "s3cret";
    private const string PeerKey = "11111111-1111-1111-1111-111111111111/22222222-2222-2222-2222-222222222222";
    private static readonly Guid Pod = Guid.Parse("5f1c8a52-0000-4000-8000-000000000001");

    private readonly DataDirectory _data = new();
    private RunningApp _app = null!;

    public async Task InitializeAsync() => _app = await StartAsync(_data, Pod);

    public async Task DisposeAsync() => await _app.DisposeAsync();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task It_tells_what_it_counted_under_a_key_of_volume_and_pod()
    {
        await _app.VisitAsync();

        using var document = await DocumentAsync(await _app.HandoverAsync(Token));

        var root = document.RootElement;
        Assert.Equal(["volume", "incarnation", "closed", "visits", "entries"], root.EnumerateObject().Select(property => property.Name));
        Assert.Equal(Pod, root.GetProperty("incarnation").GetGuid());
        Assert.False(root.GetProperty("closed").GetBoolean());
        Assert.Equal(1, root.GetProperty("visits").GetInt64());
        var entry = Assert.Single(root.GetProperty("entries").EnumerateObject());
        Assert.Equal($"{root.GetProperty("volume").GetGuid()}/{Pod}", entry.Name);
        Assert.Equal(1, entry.Value.GetInt64());
    }

    [Fact]
    public async Task What_a_peer_counted_is_added_once_however_often_it_is_told()
    {
        await _app.VisitAsync();
        for (var i = 0; i < 3; i++)
        {
            using var document = await DocumentAsync(await _app.HandoverAsync(Token, Entries(PeerKey, 40)));
            Assert.Equal(41, document.RootElement.GetProperty("visits").GetInt64());
            Assert.Equal(40, document.RootElement.GetProperty("entries").GetProperty(PeerKey).GetInt64());
        }

        using var behind = await DocumentAsync(await _app.HandoverAsync(Token, Entries(PeerKey, 39)));
        Assert.Equal(41, behind.RootElement.GetProperty("visits").GetInt64());
        Assert.Equal("41\n", _data.Visits);
        Assert.Equal("42 visits to app-python-0\n", await _app.VisitAsync());

        await _app.KillAsync();
        await using var next = await StartAsync(_data, Guid.NewGuid());
        Assert.Equal("43 visits to app-python-0\n", await next.VisitAsync());
    }

    [Fact]
    public async Task Two_apps_that_tell_each_other_everything_agree()
    {
        using var otherData = new DataDirectory();
        await using var other = await StartAsync(otherData, Guid.NewGuid());
        await _app.VisitAsync();
        for (var i = 0; i < 2; i++) await other.VisitAsync();

        await other.HandoverAsync(Token, (await _app.HandoverAsync(Token)).Body);
        await _app.HandoverAsync(Token, (await other.HandoverAsync(Token)).Body);

        Assert.Equal((3, 3), (_data.Number, otherData.Number));
        Assert.Equal("4 visits to app-python-0\n", await _app.VisitAsync());
        Assert.Equal("4 visits to app-python-0\n", await other.VisitAsync());
        await other.HandoverAsync(Token, (await _app.HandoverAsync(Token)).Body);
        Assert.Equal(5, otherData.Number);
    }

    [Fact]
    public async Task A_closed_pod_refuses_visits_even_after_a_restart_until_it_is_opened_and_still_merges()
    {
        await _app.VisitAsync();
        for (var i = 0; i < 2; i++)
        {
            using var final = await DocumentAsync(await _app.PostAsync("/handover/close", Token));
            Assert.True(final.RootElement.GetProperty("closed").GetBoolean());
        }

        await IsClosedAsync(_app);
        Assert.Contains("counterapp_closed 1\n", await _app.Client.GetStringAsync("/metrics"), StringComparison.Ordinal);
        Assert.Equal(200, (await _app.HandoverAsync(Token, Entries(PeerKey, 5))).Code);
        await _app.KillAsync();

        await using var restarted = await StartAsync(_data, Pod);
        await IsClosedAsync(restarted);
        for (var i = 0; i < 2; i++)
        {
            using var open = await DocumentAsync(await restarted.PostAsync("/handover/open", Token));
            Assert.False(open.RootElement.GetProperty("closed").GetBoolean());
        }

        Assert.Equal("7 visits to app-python-0\n", await restarted.VisitAsync());
        Assert.Equal("ready\n", await restarted.Client.GetStringAsync("/readyz"));
        Assert.Contains("counterapp_closed 0\n", await restarted.Client.GetStringAsync("/metrics"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_close_under_load_is_final_every_visit_that_was_answered_is_in_it_and_no_other()
    {
        var crowd = new Crowd(_app.Client, visitors: 8);
        await Eventually.Holds(() => Task.FromResult(crowd.Acknowledged > 50), "visits are answered");

        using var final = await DocumentAsync(await _app.PostAsync("/handover/close", Token));
        await crowd.GoHomeAsync();

        Assert.Equal(8, crowd.Unanswered);
        Assert.Equal(crowd.Acknowledged, final.RootElement.GetProperty("visits").GetInt64());
        Assert.Equal(crowd.Acknowledged, _data.Number);
    }

    [Fact]
    public async Task Another_pod_on_a_closed_volume_starts_open()
    {
        await _app.PostAsync("/handover/close", Token);
        await _app.TerminateAsync();

        await using var next = await StartAsync(_data, Guid.NewGuid());

        Assert.Equal("1 visits to app-python-0\n", await next.VisitAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public async Task Without_a_token_of_its_own_the_app_hands_nothing_over(string own)
    {
        using var data = new DataDirectory();
        await using var app = await RunningApp.StartAsync(data, ("HANDOVER_TOKEN", own));

        Assert.Equal((403, "The hand-over is switched off: HANDOVER_TOKEN is not set.\n"), await app.HandoverAsync(own));
        Assert.Equal((403, "The hand-over is switched off: HANDOVER_TOKEN is not set.\n"), await app.HandoverAsync(null));
        Assert.Equal(403, (await app.PostAsync("/handover/close", own)).Code);
    }

    [Fact]
    public async Task Everybody_may_read_the_entries_of_the_visits_in_JSON()
    {
        await _app.VisitAsync();
        await _app.HandoverAsync(Token, Entries(PeerKey, 40));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/visits") { Headers = { { "Accept", "application/json" } } };

        using var response = await _app.Client.SendAsync(request);
        using var visits = JsonDocument.Parse(await response.Content.ReadAsStringAsync());

        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(["visits", "pod", "version", "entries"], visits.RootElement.EnumerateObject().Select(property => property.Name));
        Assert.Equal(41, visits.RootElement.GetProperty("visits").GetInt64());
        Assert.Equal([1L, 40L], visits.RootElement.GetProperty("entries").EnumerateObject().Select(entry => entry.Value.GetInt64()).Order());
        Assert.Equal("41 visits to app-python-0\n", await _app.Client.GetStringAsync("/visits"));
    }

    [Fact]
    public async Task The_token_is_never_logged()
    {
        await _app.HandoverAsync(Token, Entries(PeerKey, 40));
        await _app.HandoverAsync("wr0ng", Entries(PeerKey, 40));
        await _app.PostAsync("/handover/close", Token);
        await _app.TerminateAsync();

        var log = await _app.RestOfLogAsync();

        Assert.Contains("info: Hand-over: 0 visits became 40 with what others counted\n", log, StringComparison.Ordinal);
        Assert.Contains("info: Hand-over: closed at 40 visits\n", log, StringComparison.Ordinal);
        Assert.DoesNotContain(Token, log, StringComparison.Ordinal);
        Assert.DoesNotContain("wr0ng", log, StringComparison.Ordinal);
    }

    private static string Entries(string key, long count) => $"{{\"entries\":{{\"{key}\":{count}}}}}";

    private static Task<RunningApp> StartAsync(DataDirectory data, Guid pod) =>
        RunningApp.StartAsync(data, ("HANDOVER_TOKEN", Token), ("POD_UID", $"{pod}"));

    private static async Task IsClosedAsync(RunningApp app)
    {
        using var visit = await app.Client.GetAsync("/");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, visit.StatusCode);
        Assert.Equal("This visit was not counted: handed over, visits are counted elsewhere\n", await visit.Content.ReadAsStringAsync());
        using var ready = await app.Client.GetAsync("/readyz");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Equal("not ready: handed over, visits are counted elsewhere\n", await ready.Content.ReadAsStringAsync());
    }

    private static Task<JsonDocument> DocumentAsync((int Code, string Body) answer)
    {
        Assert.True(answer.Code == 200, answer.Body);
        return JsonDocument.ParseAsync(new MemoryStream(Encoding.UTF8.GetBytes(answer.Body)));
    }
}
