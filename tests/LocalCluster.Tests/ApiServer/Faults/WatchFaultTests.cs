using System.Text;
using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Faults;

namespace LocalCluster.Tests.ApiServer.Faults;

/// <summary>Faults that strike the streams of watches.</summary>
public sealed class WatchFaultTests
{
    private static readonly FaultTarget ConfigMapWatches = new() { Verbs = ["watch"], Resource = "configmaps" };
    private static readonly TimeSpan AWhile = TimeSpan.FromMilliseconds(700);

    [Fact]
    public async Task A_running_watch_is_dropped_in_the_middle_of_an_event()
    {
        await using var server = await RawServer.StartAsync();
        using var watch = await server.WatchAsync(RawServer.ConfigMaps);
        using var other = await server.WatchAsync(RawServer.Secrets);
        await server.CreateAsync("a");
        await watch.NextAsync();
        server.Api.Faults.Add(new Fault(new FaultEffect.Cut(CutMoment.InAnswer)) { Target = ConfigMapWatches, Count = 1 });

        await server.CreateAsync("b", new string('x', 1000));
        var (rest, proper) = await watch.RestAsync();

        Assert.False(proper);
        Assert.StartsWith("""{"type":"ADDED","object":{"kind":"ConfigMap",""", Encoding.UTF8.GetString(rest), StringComparison.Ordinal);
        Assert.DoesNotContain((byte)'\n', rest);
        Assert.True(await other.IsSilentAsync(TimeSpan.FromMilliseconds(100)));
        using var again = await server.WatchAsync(RawServer.ConfigMaps);
        Assert.Equal("a", (string?)(await again.NextAsync())["object"]!["metadata"]!["name"]);
        Assert.Equal("b", (string?)(await again.NextAsync())["object"]!["metadata"]!["name"]);
    }

    [Fact]
    public async Task A_watch_is_dropped_within_a_character_and_events_without_one_pass()
    {
        await using var server = await RawServer.StartAsync();
        var fault = server.Api.Faults.Add(new Fault(new FaultEffect.Cut(CutMoment.InCharacter)) { Target = ConfigMapWatches, Count = 1 });
        using var watch = await server.WatchAsync(RawServer.ConfigMaps);

        await server.CreateAsync("plain");
        Assert.Equal("plain", (string?)(await watch.NextAsync())["object"]!["metadata"]!["name"]);
        Assert.Equal(0, fault.Struck);
        await server.CreateAsync("umlaut", "Zähler");
        var (rest, proper) = await watch.RestAsync();

        Assert.False(proper);
        Assert.EndsWith("Z", Encoding.UTF8.GetString(rest.AsSpan(..^1)), StringComparison.Ordinal);
        Assert.Equal("ä"u8[0], rest[^1]);
    }

    [Fact]
    public async Task A_watch_goes_silent_without_closing_after_so_many_events()
    {
        await using var server = await RawServer.StartAsync();
        using var watch = await server.WatchAsync(RawServer.ConfigMaps);
        using var silence = server.Api.Faults.Add(new Fault(new FaultEffect.Silence()) { Target = ConfigMapWatches, Skip = 1, Count = 1 });

        await server.CreateAsync("heard");
        await watch.NextAsync();
        await server.CreateAsync("unheard");

        Assert.True(await watch.IsSilentAsync(AWhile));
        Assert.Equal(1, silence.Struck);
        using var again = await server.WatchAsync(RawServer.ConfigMaps);
        Assert.Equal("heard", (string?)(await again.NextAsync())["object"]!["metadata"]!["name"]);
        Assert.Equal("unheard", (string?)(await again.NextAsync())["object"]!["metadata"]!["name"]);
    }

    [Fact]
    public async Task Removing_the_silence_drops_the_stream()
    {
        await using var server = await RawServer.StartAsync();
        using var watch = await server.WatchAsync(RawServer.ConfigMaps);
        var silence = server.Api.Faults.Add(new Fault(new FaultEffect.Silence()) { Target = ConfigMapWatches });
        await server.CreateAsync("unheard");
        await Eventually.Holds(() => Task.FromResult(silence.Struck == 1), "silence");

        silence.Dispose();

        Assert.Equal(([], false), await watch.RestAsync());
    }

    [Fact]
    public async Task A_running_watch_expires_at_once_and_another_goes_on()
    {
        await using var server = await RawServer.StartAsync();
        using var watch = await server.WatchAsync(RawServer.ConfigMaps);
        using var other = await server.WatchAsync(RawServer.Secrets);

        server.Api.Faults.Add(new Fault(new FaultEffect.Expiry()) { Target = ConfigMapWatches, Count = 1 });
        var last = await watch.NextAsync();

        AssertExpired(last);
        Assert.Equal(([], true), await watch.RestAsync());
        Assert.True(await other.IsSilentAsync(TimeSpan.FromMilliseconds(100)));
        using var again = await server.WatchAsync(RawServer.ConfigMaps);
        Assert.True(await again.IsSilentAsync(TimeSpan.FromMilliseconds(100)));
    }

    [Fact]
    public async Task A_watch_to_come_expires_in_its_stream()
    {
        await using var server = await RawServer.StartAsync();
        server.Api.Faults.Add(new Fault(new FaultEffect.Expiry()) { Target = ConfigMapWatches, Count = 1 });

        using var watch = await server.WatchAsync(RawServer.ConfigMaps + "?resourceVersion=" + await server.VersionAsync());

        Assert.Equal(200, watch.Status);
        AssertExpired(await watch.NextAsync());
    }

    [Fact]
    public async Task A_compaction_expires_the_versions_until_now_in_lists_and_watches()
    {
        await using var server = await RawServer.StartAsync();
        var before = await server.VersionAsync();
        using var running = await server.WatchAsync(RawServer.ConfigMaps);
        await server.CreateAsync("a");
        await running.NextAsync();
        server.Api.Faults.Add(new Fault(new FaultEffect.Compaction()) { Target = ConfigMapWatches with { Verbs = ["list"] }, Count = 1 });

        var (exact, body) = await server.GetAsync($"{RawServer.ConfigMaps}?resourceVersion={before}&resourceVersionMatch=Exact");
        using var old = await server.WatchAsync($"{RawServer.ConfigMaps}?resourceVersion={before}");

        Assert.Equal((410, "Expired"), ((int)exact.StatusCode, (string?)JsonNode.Parse(body)!["reason"]));
        AssertExpired(await running.NextAsync());
        AssertExpired(await old.NextAsync());
        using var fresh = await server.WatchAsync($"{RawServer.ConfigMaps}?resourceVersion={await server.VersionAsync()}");
        Assert.True(await fresh.IsSilentAsync(TimeSpan.FromMilliseconds(100)));
    }

    [Fact]
    public async Task A_bookmark_comes_twice()
    {
        await using var server = await RawServer.StartAsync();
        server.Api.Faults.Add(new Fault(new FaultEffect.RepeatedBookmark()) { Target = ConfigMapWatches, Count = 1 });
        using var watch = await server.WatchAsync(RawServer.ConfigMaps + "?allowWatchBookmarks=true");

        var (first, second) = (await watch.NextAsync(), await watch.NextAsync());

        Assert.Equal("BOOKMARK", (string?)first["type"]);
        Assert.Equal(first.ToJsonString(), second.ToJsonString());
    }

    [Fact]
    public async Task A_late_bookmark_comes_after_the_event_that_follows_it()
    {
        await using var server = await RawServer.StartAsync();
        var late = server.Api.Faults.Add(new Fault(new FaultEffect.LateBookmark()) { Target = ConfigMapWatches, Count = 1 });
        using var watch = await server.WatchAsync(RawServer.ConfigMaps + "?allowWatchBookmarks=true");
        await Eventually.Holds(() => Task.FromResult(late.Struck == 1), "a bookmark was due");

        await server.CreateAsync("a");
        var (first, second) = (await watch.NextAsync(), await watch.NextAsync());

        Assert.Equal(("ADDED", "BOOKMARK"), ((string?)first["type"], (string?)second["type"]));
        Assert.True(Version(second) < Version(first));
    }

    private static long Version(JsonObject watched) => long.Parse((string)watched["object"]!["metadata"]!["resourceVersion"]!, System.Globalization.CultureInfo.InvariantCulture);

    private static void AssertExpired(JsonObject watched)
    {
        Assert.Equal("ERROR", (string?)watched["type"]);
        Assert.Equal(("Status", "Expired", 410), ((string?)watched["object"]!["kind"], (string?)watched["object"]!["reason"], (int)watched["object"]!["code"]!));
        Assert.StartsWith("too old resource version: ", (string?)watched["object"]!["message"], StringComparison.Ordinal);
    }
}
