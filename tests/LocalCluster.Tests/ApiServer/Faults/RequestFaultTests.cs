using System.Diagnostics;
using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Faults;

namespace LocalCluster.Tests.ApiServer.Faults;

/// <summary>Faults that strike requests, as a raw HTTP client meets them.</summary>
public sealed class RequestFaultTests
{
    private static readonly FaultTarget ReadConfigMaps = new() { Verbs = ["list"], Resource = "configmaps" };

    [Fact]
    public async Task Latency_delays_what_is_meant_and_nothing_else()
    {
        await using var server = await RawServer.StartAsync();
        await server.GetAsync(RawServer.ConfigMaps);
        server.Api.Faults.Add(new Fault(new FaultEffect.Latency(TimeSpan.FromMilliseconds(700))) { Target = ReadConfigMaps, Count = 1 });

        var other = Stopwatch.StartNew();
        await server.GetAsync(RawServer.Secrets);
        var struck = Stopwatch.StartNew();
        var (answer, _) = await server.GetAsync(RawServer.ConfigMaps);

        Assert.True(struck.ElapsedMilliseconds >= 690, $"{struck.ElapsedMilliseconds} ms");
        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Empty(server.Api.Faults.Active);
    }

    [Fact]
    public async Task Too_many_requests_says_when_to_come_again_as_often_as_was_asked()
    {
        await using var server = await RawServer.StartAsync();
        var fault = server.Api.Faults.Add(new Fault(new FaultEffect.Refusal(429) { RetryAfterSeconds = 7 }) { Target = ReadConfigMaps, Count = 2 });

        var (first, body) = await server.GetAsync(RawServer.ConfigMaps);
        Assert.Equal(429, (int)first.StatusCode);
        Assert.Equal("7", first.Headers.GetValues("Retry-After").Single());
        Assert.Equal("TooManyRequests", (string?)JsonNode.Parse(body)!["reason"]);
        Assert.Equal(200, await server.StatusAsync(HttpMethod.Get, RawServer.Secrets));
        Assert.Equal(429, await server.StatusAsync(HttpMethod.Get, RawServer.ConfigMaps));
        Assert.Equal(200, await server.StatusAsync(HttpMethod.Get, RawServer.ConfigMaps));
        Assert.Equal(2, fault.Struck);
    }

    [Theory]
    [InlineData(401, "Unauthorized")]
    [InlineData(403, "Forbidden")]
    [InlineData(410, "Expired")]
    [InlineData(500, "InternalError")]
    [InlineData(503, "ServiceUnavailable")]
    [InlineData(504, "Timeout")]
    public async Task A_refusal_has_the_servers_words(int status, string reason)
    {
        await using var server = await RawServer.StartAsync();
        server.Api.Faults.Add(new Fault(new FaultEffect.Refusal(status)) { Target = ReadConfigMaps });

        var (answer, body) = await server.GetAsync(RawServer.ConfigMaps);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(("Status", reason, status), ((string?)JsonNode.Parse(body)!["kind"], (string?)JsonNode.Parse(body)!["reason"], (int)JsonNode.Parse(body)!["code"]!));
        Assert.Equal(200, await server.StatusAsync(HttpMethod.Get, RawServer.Secrets));
    }

    [Fact]
    public async Task The_next_write_meets_a_conflict_and_the_one_after_does_not()
    {
        await using var server = await RawServer.StartAsync();
        await server.CreateAsync("a");
        server.Api.Faults.Add(new Fault(new FaultEffect.Refusal(409)) { Target = FaultTarget.Writes, Count = 1 });

        var (first, body) = await server.SendAsync(HttpMethod.Patch, RawServer.ConfigMaps + "/a", """{"data":{"text":"b"}}""");
        var (second, _) = await server.SendAsync(HttpMethod.Patch, RawServer.ConfigMaps + "/a", """{"data":{"text":"b"}}""");

        Assert.Equal(409, (int)first.StatusCode);
        Assert.Equal(
            "Operation cannot be fulfilled on configmaps \"a\": the object has been modified; please apply your changes to the latest version and try again",
            (string?)JsonNode.Parse(body)!["message"]);
        Assert.Equal(200, (int)second.StatusCode);
    }

    [Fact]
    public async Task A_connection_cut_before_the_work_leaves_it_undone()
    {
        await using var server = await RawServer.StartAsync();
        server.Api.Faults.Add(new Fault(new FaultEffect.Cut(CutMoment.BeforeWork)) { Target = FaultTarget.Writes, Count = 1 });

        await Assert.ThrowsAsync<HttpRequestException>(() => server.CreateAsync("a"));

        Assert.False(await server.ExistsAsync("a"));
    }

    [Fact]
    public async Task A_connection_cut_after_the_work_leaves_it_done_and_unanswered()
    {
        await using var server = await RawServer.StartAsync();
        server.Api.Faults.Add(new Fault(new FaultEffect.Cut(CutMoment.AfterWork)) { Target = FaultTarget.Writes, Count = 1 });

        await Assert.ThrowsAsync<HttpRequestException>(() => server.CreateAsync("a"));

        Assert.True(await server.ExistsAsync("a"));
    }

    [Fact]
    public async Task An_answer_is_cut_in_its_middle()
    {
        await using var server = await RawServer.StartAsync();
        await server.CreateAsync("a", new string('x', 100_000));
        server.Api.Faults.Add(new Fault(new FaultEffect.Cut(CutMoment.InAnswer)) { Target = ReadConfigMaps, Count = 1 });

        await Assert.ThrowsAsync<HttpRequestException>(() => server.GetAsync(RawServer.ConfigMaps));

        Assert.Equal(200, await server.StatusAsync(HttpMethod.Get, RawServer.ConfigMaps));
    }

    [Fact]
    public async Task Faults_for_one_program_leave_the_others_alone()
    {
        await using var server = await RawServer.StartAsync();
        server.Api.Faults.Add(new Fault(new FaultEffect.Refusal(503)) { Target = new FaultTarget { Agent = "operator" } });

        Assert.Equal(503, await server.StatusAsync(HttpMethod.Get, RawServer.ConfigMaps, agent: "operator"));
        Assert.Equal(200, await server.StatusAsync(HttpMethod.Get, RawServer.ConfigMaps, agent: "kubectl"));
    }

    [Fact]
    public async Task A_removed_fault_strikes_no_more()
    {
        await using var server = await RawServer.StartAsync();
        var fault = server.Api.Faults.Add(new Fault(new FaultEffect.Refusal(503)));
        Assert.Equal(503, await server.StatusAsync(HttpMethod.Get, RawServer.ConfigMaps));

        fault.Dispose();

        Assert.Equal(200, await server.StatusAsync(HttpMethod.Get, RawServer.ConfigMaps));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(3, false)]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(3, true)]
    public async Task A_client_is_stopped_at_its_nth_write(int n, bool carriedOut)
    {
        await using var server = await RawServer.StartAsync();
        var target = FaultTarget.Writes with { Agent = "operator" };
        using var stop = server.Api.Faults.Add(new Fault(new FaultEffect.Stop(carriedOut)) { Target = target, Skip = n - 1 });

        for (var i = 1; i < n; i++) await server.CreateAsync($"w{i}", agent: "operator");
        List<Task> unanswered = [server.CreateAsync($"w{n}", agent: "operator")];
        await stop.FirstStrike.WaitAsync(TimeSpan.FromSeconds(20));
        unanswered.Add(server.CreateAsync("later", agent: "operator"));
        await server.CreateAsync("somebody-elses");
        await Eventually.Holds(() => Task.FromResult(stop.Struck == 2), "the later write is held as well");

        Assert.All(unanswered, request => Assert.False(request.IsCompleted));
        Assert.Equal(carriedOut, await server.ExistsAsync($"w{n}"));
        Assert.False(await server.ExistsAsync("later"));

        stop.Dispose();
        foreach (var request in unanswered) await Assert.ThrowsAsync<HttpRequestException>(() => request);
        Assert.False(await server.ExistsAsync("later"));
    }
}
