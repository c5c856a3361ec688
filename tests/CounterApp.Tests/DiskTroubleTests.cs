using CounterApp.Handover;
using CounterApp.Tests.Laboratory;
using CounterApp.Visits;
using Microsoft.Extensions.Logging.Abstractions;
using TestKit;

namespace CounterApp.Tests;

/// <summary>The whole app over a disk that refuses when it is told to.</summary>
public sealed class DiskTroubleTests
{
    private static readonly string Peer = $"{{\"entries\":{{\"{Guid.NewGuid()}/{Guid.NewGuid()}\":40}}}}";

    private readonly SimulatedDisk _disk = new();
    private volatile bool _broken;

    [Theory]
    [InlineData("write")]
    [InlineData("flush")]
    [InlineData("exchange")]
    public async Task A_visit_that_the_disk_refuses_is_not_counted_and_says_why_until_the_disk_is_well(string step)
    {
        using var volume = new SimulatedVolume(_disk, fault: each => _broken && each == step ? Fault.Before : Fault.None);
        await using var server = await StartAsync(volume);
        using var client = new HttpClient { BaseAddress = new Uri(server.Addresses.Single()) };
        Assert.Equal("1 visits to app-python-0\n", await client.GetStringAsync("/"));

        _broken = true;
        Assert.Equal((503, "This visit was not counted: Input/output error\n"), await GetAsync(client, "/"));
        Assert.Equal((503, "This visit was not counted: Input/output error\n"), await GetAsync(client, "/"));
        Assert.Equal((503, "not ready: Input/output error\n"), await GetAsync(client, "/readyz"));
        Assert.Equal((200, "ok\n"), await GetAsync(client, "/healthz"));
        Assert.Equal((200, "1 visits to app-python-0\n"), await GetAsync(client, "/visits"));

        _broken = false;
        await Eventually.Holds(async () => await GetAsync(client, "/readyz") == (200, "ready\n"), "the app is ready again by itself");
        Assert.Equal("2 visits to app-python-0\n", await client.GetStringAsync("/"));
        Assert.Equal("2\n", _disk.Text(PublishedNumber.Name));
    }

    [Theory]
    [InlineData("create")]
    [InlineData("write")]
    [InlineData("exchange")]
    public async Task A_hand_over_that_the_disk_refuses_changes_nothing_and_says_why_until_the_disk_is_well(string step)
    {
        using var volume = new SimulatedVolume(_disk, fault: each => _broken && each == step ? Fault.Before : Fault.None);
        await using var server = await StartAsync(volume);
        using var client = new HttpClient { BaseAddress = new Uri(server.Addresses.Single()), DefaultRequestHeaders = { { "Handover-Token", "s3cret" } } };
        await client.GetStringAsync("/");
        var before = await GetAsync(client, "/handover");

        _broken = true;
        Assert.Equal((503, "Nothing was changed: Input/output error\n"), await PostAsync(client, "/handover", Peer));
        if (step == "write") Assert.Equal((503, "Nothing was changed: Input/output error\n"), await PostAsync(client, "/handover/close", ""));
        Assert.Equal(before, await GetAsync(client, "/handover"));
        Assert.Equal((200, "1 visits to app-python-0\n"), await GetAsync(client, "/visits"));

        _broken = false;
        await Eventually.Holds(async () => await GetAsync(client, "/readyz") == (200, "ready\n"), "the app is ready again by itself");
        Assert.Equal(200, (await PostAsync(client, "/handover", Peer)).Code);
        Assert.Equal("42 visits to app-python-0\n", await client.GetStringAsync("/"));
    }

    [Fact]
    public async Task Nothing_is_handed_over_before_the_volume_could_be_written()
    {
        _broken = true;
        using var volume = new SimulatedVolume(_disk, fault: step => _broken && step == "write" ? Fault.Before : Fault.None);
        await using var server = await StartAsync(volume);
        using var client = new HttpClient { BaseAddress = new Uri(server.Addresses.Single()), DefaultRequestHeaders = { { "Handover-Token", "s3cret" } } };

        Assert.Equal((503, "Nothing was changed: Input/output error\n"), await GetAsync(client, "/handover"));
        Assert.Equal(503, (await PostAsync(client, "/handover", Peer)).Code);

        _broken = false;
        await Eventually.Holds(async () => (await GetAsync(client, "/handover")).Code == 200, "the app has something to hand over");
    }

    [Fact]
    public async Task A_volume_that_is_broken_at_the_start_is_opened_when_it_is_well()
    {
        _broken = true;
        using var volume = new SimulatedVolume(_disk, fault: step => _broken && step == "lock" ? Fault.Before : Fault.None);
        await using var server = await StartAsync(volume);
        using var client = new HttpClient { BaseAddress = new Uri(server.Addresses.Single()) };

        Assert.Equal((503, "not ready: Input/output error\n"), await GetAsync(client, "/readyz"));
        Assert.Equal((503, "The number of visits is not known: Input/output error\n"), await GetAsync(client, "/visits"));
        Assert.Equal((503, "This visit was not counted: Input/output error\n"), await GetAsync(client, "/"));

        _broken = false;
        await Eventually.Holds(async () => await GetAsync(client, "/readyz") == (200, "ready\n"), "the app is ready by itself");
        Assert.Equal("1 visits to app-python-0\n", await client.GetStringAsync("/"));
    }

    [Fact]
    public async Task A_volume_that_turns_out_to_be_damaged_ends_the_app()
    {
        _broken = true;
        var disk = SimulatedDisk.With((PublishedNumber.Name, "x"u8.ToArray()));
        using var volume = new SimulatedVolume(disk, fault: step => _broken && step == "lock" ? Fault.Before : Fault.None);
        await using var server = await StartAsync(volume);
        Assert.False(server.Unusable.IsCompleted);

        _broken = false;

        var reason = await server.Unusable.WaitAsync(Eventually.DefaultDeadline);
        Assert.StartsWith("/data/visits.txt does not hold a decimal number.", reason.Message, StringComparison.Ordinal);
        Assert.Equal("x", disk.Text(PublishedNumber.Name));
    }

    [Fact]
    public async Task The_last_number_is_the_largest_that_fits()
    {
        var disk = SimulatedDisk.With((PublishedNumber.Name, "9223372036854775806"u8.ToArray()));
        using var volume = new SimulatedVolume(disk);
        await using var server = await StartAsync(volume);
        using var client = new HttpClient { BaseAddress = new Uri(server.Addresses.Single()) };

        Assert.Equal((200, "9223372036854775807 visits to app-python-0\n"), await GetAsync(client, "/"));
        Assert.Equal((503, "This visit was not counted: No more than 9223372036854775807 visits can be counted.\n"), await GetAsync(client, "/"));
    }

    private static Task<CounterServer> StartAsync(SimulatedVolume volume)
    {
        var options = new CounterOptions
        {
            Urls = "http://127.0.0.1:0",
            DataDirectory = "/data",
            PodName = "app-python-0",
            Version = "1",
            HandoverToken = new HandoverToken("s3cret"),
        };
        return CounterServer.StartAsync(options, volume, TimeProvider.System, NullLoggerFactory.Instance, CancellationToken.None);
    }

    private static async Task<(int Code, string Body)> PostAsync(HttpClient client, string path, string body)
    {
        using var response = await client.PostAsync(path, new StringContent(body));
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    private static async Task<(int Code, string Body)> GetAsync(HttpClient client, string path)
    {
        using var response = await client.GetAsync(path);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
