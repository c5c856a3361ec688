using System.Text;
using Kubernetes.Client;
using Kubernetes.Models.Core;
using Kubernetes.Tests.Scripting;
using Microsoft.Extensions.Time.Testing;
using static Kubernetes.Tests.Scripting.ListWatchScript;

namespace Kubernetes.Tests.Client;

/// <summary>What a watch's body may look like, and what happens when it does not.</summary>
public sealed class WatchStreamTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Events_of_every_type_are_read_in_order()
    {
        var seen = await ReadAsync(stream => stream.Added(Map("a", 1)).Modified(Map("a", 2)).Deleted(Map("a", 3)).Bookmark("9").Bookmark("10", initialEventsEnd: true).Error(410, "Expired").End());

        Assert.Equal(["Added a 1", "Modified a 2", "Deleted a 3", "Bookmark 9", "Bookmark 10 end", "Failed Expired 410"], seen);
    }

    [Fact]
    public async Task It_does_not_matter_where_the_network_cuts()
    {
        var name = "größe-日本語-😀";
        var bytes = Encoding.UTF8.GetBytes($$$"""{"type":"ADDED","object":{{{Map(name, 1)}}}}""" + "\n" + $$$"""{"type":"MODIFIED","object":{{{Map(name, 2)}}}}""" + "\n");
        for (var cut = 1; cut < bytes.Length; cut++)
        {
            var seen = await ReadAsync(stream => stream.Raw(bytes.AsSpan(0, cut)).Raw(bytes.AsSpan(cut)).End());
            Assert.Equal([$"Added {name} 1", $"Modified {name} 2"], seen);
        }
    }

    [Fact]
    public async Task Byte_by_byte_is_fast_enough()
    {
        var bytes = Encoding.UTF8.GetBytes($$$"""{"type":"ADDED","object":{{{Map("ä", 1)}}}}""" + "\r\n");
        var seen = await ReadAsync(stream =>
        {
            foreach (var one in bytes) stream.Raw([one]);
            stream.End();
        });

        Assert.Equal(["Added ä 1"], seen);
    }

    [Fact]
    public async Task A_line_of_megabytes_is_one_event()
    {
        var big = new string('x', 8 * 1024 * 1024);
        var seen = await ReadAsync(stream => stream.Added(Map("a", 1, label: big)).Added(Map("b", 2)).End());

        Assert.Equal(["Added a 1", "Added b 2"], seen);
    }

    [Theory]
    [InlineData("\n\n")]
    [InlineData("\r\n")]
    [InlineData("   \t \n")]
    [InlineData("\uFEFF")]
    [InlineData("\uFEFF\n")]
    [InlineData("")]
    public async Task Marks_white_space_and_blank_lines_between_events_are_nothing(string noise)
    {
        var line = $$$"""{"type":"ADDED","object":{{{Map("a", 1)}}}}""";
        var seen = await ReadAsync(stream => stream.Raw($"{noise}{line}\n{noise}  {line} \r\n").End());

        Assert.Equal(["Added a 1", "Added a 1"], seen);
    }

    [Fact]
    public async Task The_last_line_needs_no_end()
    {
        Assert.Equal(["Added a 1"], await ReadAsync(stream => stream.Raw($$$"""{"type":"ADDED","object":{{{Map("a", 1)}}}}""").End()));
    }

    [Fact]
    public async Task An_event_of_a_type_that_nobody_knows_yet_is_passed_over()
    {
        var seen = await ReadAsync(stream => stream.Send("SHUFFLED", Map("a", 1)).Raw($$$"""{"type":null,"object":{{{Map("a", 1)}}}}""" + "\n").Added(Map("b", 2)).End());

        Assert.Equal(["Added b 2"], seen);
    }

    [Fact]
    public async Task The_order_of_type_and_object_is_free_and_more_may_stand_beside_them()
    {
        var seen = await ReadAsync(stream => stream.Raw($$$"""{"x":{"type":"no"},"object":{{{Map("a", 1)}}},"y":[1],"type":"ADDED"}""" + "\n").End());

        Assert.Equal(["Added a 1"], seen);
    }

    [Theory]
    [InlineData("<html>504</html>\n")]
    [InlineData("{\"type\":\"ADDED\"}\n")]
    [InlineData("{\"type\":7,\"object\":{}}\n")]
    [InlineData("{\"type\":\"ADDED\",\"object\":null}\n")]
    [InlineData("{\"type\":\"ADDED\",\"object\":[]}\n")]
    [InlineData("[]\n")]
    [InlineData("null\n")]
    [InlineData("{\"type\":\"ADDED\",\"object\":{\"metadata\":\"x\"}}\n")]
    public async Task A_line_that_is_no_event_breaks_the_stream(string line) =>
        await Assert.ThrowsAsync<IOException>(() => ReadAsync(stream => stream.Raw(line).End()));

    [Fact]
    public async Task An_object_that_does_not_fit_its_model_is_an_event_with_its_name_and_the_reason()
    {
        const string bad = """{"metadata":{"name":"b","resourceVersion":"2"},"data":{"n":5}}""";
        var seen = await ReadAsync(stream => stream.Added(Map("a", 1)).Added(bad).Modified(bad).Deleted(bad).Added(Map("c", 3)).End());

        Assert.Equal(["Added a 1", "Unreadable b 2 $.data.n", "Unreadable b 2 $.data.n", "DeletedUnreadable b 2", "Added c 3"], seen);
    }

    [Fact]
    public async Task A_broken_text_breaks_the_stream()
    {
        byte[] bytes = [.. "{\"type\":\""u8, 0xFF, 0xFE, .. "\",\"object\":{}}\n"u8];
        await Assert.ThrowsAsync<IOException>(() => ReadAsync(stream => stream.Raw(bytes).End()));
    }

    [Fact]
    public async Task A_stream_that_ends_inside_an_event_says_so()
    {
        var line = $$$"""{"type":"ADDED","object":{{{Map("é", 1)}}}}""";
        var bytes = Encoding.UTF8.GetBytes(line);
        for (var cut = 1; cut < bytes.Length; cut += 3)
        {
            var broken = await Assert.ThrowsAsync<IOException>(() => ReadAsync(stream => stream.Added(Map("b", 0)).Raw(bytes.AsSpan(0, cut)).End()));
            Assert.Contains("in the middle of an event", broken.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_connection_that_breaks_is_an_IOException() =>
        await Assert.ThrowsAsync<IOException>(() => ReadAsync(stream => stream.Added(Map("a", 1)).Break()));

    [Fact]
    public async Task Silence_beyond_the_idle_deadline_is_a_timeout_and_every_event_begins_it_anew()
    {
        var script = new ListWatchScript();
        var stream = script.Watch();
        var options = new WatchOptions { IdleDeadline = TimeSpan.FromSeconds(30) };
        await using var events = script.Client(_time).WatchAsync<ConfigMap>(options, CancellationToken.None).GetAsyncEnumerator();
        for (var i = 0; i < 3; i++)
        {
            var next = events.MoveNextAsync().AsTask();
            _time.Advance(TimeSpan.FromSeconds(29));
            Assert.False(next.IsCompleted);
            stream.Bookmark("7");
            Assert.True(await next.WaitAsync(TimeSpan.FromSeconds(10)));
        }

        var silent = events.MoveNextAsync().AsTask();
        _time.Advance(TimeSpan.FromSeconds(31));
        await Assert.ThrowsAsync<WatchSilenceException>(() => silent.WaitAsync(TimeSpan.FromSeconds(10)));
        stream.End();
    }

    [Fact]
    public async Task The_servers_own_time_and_five_seconds_are_the_deadline_when_none_is_given()
    {
        var script = new ListWatchScript();
        var stream = script.Watch();
        await using var events = script.Client(_time).WatchAsync<ConfigMap>(new WatchOptions { Timeout = TimeSpan.FromSeconds(300) }, CancellationToken.None).GetAsyncEnumerator();
        var next = events.MoveNextAsync().AsTask();
        _time.Advance(TimeSpan.FromSeconds(304));
        stream.Bookmark("7");
        Assert.True(await next.WaitAsync(TimeSpan.FromSeconds(10)));
        next = events.MoveNextAsync().AsTask();
        _time.Advance(TimeSpan.FromSeconds(306));

        await Assert.ThrowsAsync<WatchSilenceException>(() => next.WaitAsync(TimeSpan.FromSeconds(10)));
        stream.End();
    }

    [Fact]
    public async Task Whoever_stops_watching_is_let_go_and_the_response_is_closed()
    {
        using var stop = new CancellationTokenSource();
        var script = new ListWatchScript();
        var stream = script.Watch().Added(Map("a", 1));
        var events = script.Client(_time).WatchAsync<ConfigMap>(new WatchOptions(), stop.Token).GetAsyncEnumerator(CancellationToken.None);
        Assert.True(await events.MoveNextAsync());
        var next = events.MoveNextAsync().AsTask();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next.WaitAsync(TimeSpan.FromSeconds(10)));
        await events.DisposeAsync();
        stream.End();
    }

    private async Task<IReadOnlyList<string>> ReadAsync(Action<ScriptedStream> write)
    {
        var script = new ListWatchScript();
        var stream = script.Watch();
        var writing = Task.Run(() => write(stream));
        var seen = new List<string>();
        await foreach (var item in script.Client(_time).WatchAsync<ConfigMap>(new WatchOptions(), CancellationToken.None)) seen.Add(Name(item));
        await writing;
        return seen;
    }

    private static string Name(WatchEvent<ConfigMap> item) => item switch
    {
        WatchEvent<ConfigMap>.Added one => $"Added {one.Object.Metadata.Name} {one.Object.Metadata.ResourceVersion}",
        WatchEvent<ConfigMap>.Modified one => $"Modified {one.Object.Metadata.Name} {one.Object.Metadata.ResourceVersion}",
        WatchEvent<ConfigMap>.Deleted one => $"Deleted {one.Object.Metadata.Name} {one.Object.Metadata.ResourceVersion}",
        WatchEvent<ConfigMap>.Unreadable one => $"Unreadable {one.Object.Key} {one.Object.Metadata.ResourceVersion} {(one.Object.Reason.Contains("$.data.n", StringComparison.Ordinal) ? "$.data.n" : one.Object.Reason)}",
        WatchEvent<ConfigMap>.DeletedUnreadable one => $"DeletedUnreadable {one.Object.Key} {one.Object.Metadata.ResourceVersion}",
        WatchEvent<ConfigMap>.Bookmark mark => $"Bookmark {mark.ResourceVersion}{(mark.InitialEventsEnd ? " end" : "")}",
        WatchEvent<ConfigMap>.Failed failed => $"Failed {failed.Status.Reason} {failed.Status.Code}",
        _ => item.ToString()!,
    };
}
