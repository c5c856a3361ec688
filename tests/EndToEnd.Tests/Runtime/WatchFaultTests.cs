using System.Globalization;
using Kubernetes.Runtime.Caching;

namespace EndToEnd.Tests.Runtime;

/// <summary>
/// What networks do to watches. After each the store is the server within 45 s by the informer's clock: the time in which a dead connection is
/// found out, or the longest back-off and a connection.
/// </summary>
public sealed class WatchFaultTests
{
    private static readonly TimeSpan DetectionTime = TimeSpan.FromSeconds(45);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_half_open_connection_is_found_out(bool watchList)
    {
        await using var lab = await WatchLab.StartAsync();
        await lab.PrepareAsync();
        await lab.WatchUntilSyncedAsync(new InformerOptions { PreferWatchList = watchList });
        lab.Proxy.Stall();
        await lab.ChangeEverythingAsync();

        await lab.EqualsWithin(DetectionTime);
    }

    [Fact]
    public async Task A_connection_that_goes_half_open_between_the_list_and_its_watch_is_found_out()
    {
        await using var lab = await WatchLab.StartAsync();
        await lab.PrepareAsync();
        var stalled = 0;
        lab.Proxy.StallAt = asked => asked.Span.IndexOf("watch="u8) >= 0 && Interlocked.Exchange(ref stalled, 1) == 0;
        await lab.WatchUntilSyncedAsync(new InformerOptions { PreferWatchList = false });
        await Eventually.Holds(() => Task.FromResult(stalled == 1), "the watch that is not answered");
        await lab.ChangeEverythingAsync();

        await lab.EqualsWithin(DetectionTime);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_stream_that_stalls_within_the_first_list_is_given_up(bool watchList)
    {
        await using var lab = await WatchLab.StartAsync();
        for (var i = 0; i < 50; i++) await lab.PutAsync($"m{i}", new string('x', 2000));
        var stalled = 0;
        lab.Proxy.CutInside = data =>
        {
            if (data.Length > 5000 && Interlocked.Exchange(ref stalled, 1) == 0) lab.Proxy.Stall();
            return null;
        };
        lab.Watch(new InformerOptions { PreferWatchList = watchList });
        await Eventually.Holds(() => Task.FromResult(stalled == 1), "the stall");

        // A plain list has its own deadline, that of any request.
        await lab.EqualsWithin(watchList ? DetectionTime : DetectionTime + TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task A_stream_that_is_cut_in_the_middle_of_a_word_goes_on_where_it_was()
    {
        await using var lab = await WatchLab.StartAsync();
        await lab.PrepareAsync();
        await lab.WatchUntilSyncedAsync();
        const string Word = "cut-here";
        var cuts = 0;
        var written = 0;
        lab.Proxy.CutInside = data =>
        {
            var at = data.Span.IndexOf("cut-here"u8);
            return at >= 0 && cuts < Volatile.Read(ref written) ? at + 1 + cuts++ : null;
        };
        while (written < Word.Length)
        {
            // One more cut is due: at the first byte for the first object, at the second one for the next …
            Interlocked.Increment(ref written);
            await lab.PutAsync($"m{written}", $"{Word} {written}");
            await lab.EqualsWithin(DetectionTime);
        }

        Assert.Equal(Word.Length, cuts);
    }

    [Fact]
    public async Task Connections_that_are_reset_again_and_again_lose_nothing()
    {
        await using var lab = await WatchLab.StartAsync();
        await lab.PrepareAsync();
        await lab.WatchUntilSyncedAsync();
        for (var i = 0; i < 20; i++)
        {
            await lab.PutAsync($"m{i % 5}", i.ToString(CultureInfo.InvariantCulture));
            lab.Proxy.Reset();
            if (i % 3 == 0) await lab.DeleteAsync($"m{i % 5}");
            await lab.PassAsync(TimeSpan.FromSeconds(2));
        }

        await lab.ChangeEverythingAsync();
        await lab.EqualsWithin(DetectionTime);
    }

    [Fact]
    public async Task A_server_that_is_away_for_five_minutes_is_caught_up_with()
    {
        await using var lab = await WatchLab.StartAsync();
        await lab.PrepareAsync();
        await lab.WatchUntilSyncedAsync();
        await lab.Proxy.GoAwayAsync();
        var before = lab.Fake.GetUtcNow();
        await lab.PassAsync(TimeSpan.FromMinutes(5));
        Assert.Equal(3, lab.Informer.Store.Count);
        await lab.ChangeEverythingAsync();
        lab.Proxy.ComeBack();

        await lab.EqualsWithin(DetectionTime);
        Assert.True(lab.Fake.GetUtcNow() - before >= TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task A_server_that_is_away_from_the_beginning_is_waited_for()
    {
        await using var lab = await WatchLab.StartAsync();
        await lab.PrepareAsync();
        await lab.Proxy.GoAwayAsync();
        lab.Watch();
        await lab.PassAsync(TimeSpan.FromMinutes(1));
        Assert.False(lab.Informer.HasSynced);
        Assert.NotNull(lab.Informer.LastError);
        lab.Proxy.ComeBack();

        await lab.EqualsWithin(DetectionTime);
        Assert.Null(lab.Informer.LastError);
    }
}
