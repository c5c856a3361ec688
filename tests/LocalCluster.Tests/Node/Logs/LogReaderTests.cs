using System.Text;
using LocalCluster.Node.Logs;
using Microsoft.Extensions.Time.Testing;

namespace LocalCluster.Tests.Node.Logs;

public sealed class LogReaderTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("logs").FullName;
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void The_file_has_the_form_of_the_container_runtime_interface()
    {
        using var log = Write("hello\n", LogSource.Output);
        log.Append(LogSource.Error, [new LogPiece("part"u8.ToArray(), EndsLine: false)]);

        Assert.Equal(
            "2026-01-02T03:04:05.000000000Z stdout F hello\n2026-01-02T03:04:05.000000000Z stderr P part\n", File.ReadAllText(log.Path));
    }

    [Theory]
    [InlineData(0, "")]
    [InlineData(1, "three\n")]
    [InlineData(2, "two\nthree\n")]
    [InlineData(9, "one\ntwo\nthree\n")]
    public async Task The_tail_is_counted_in_lines(int lines, string expected)
    {
        using var log = Write("one\ntwo\nthree\n");

        Assert.Equal(expected, await ReadAsync(log, new LogQuery { TailLines = lines }));
    }

    [Fact]
    public async Task A_tail_longer_than_a_block_is_found_too()
    {
        var text = string.Concat(Enumerable.Range(0, 5000).Select(i => $"line {i}\n"));
        using var log = Write(text);

        var tail = await ReadAsync(log, new LogQuery { TailLines = 4000 });

        Assert.StartsWith("line 1000\n", tail, StringComparison.Ordinal);
        Assert.EndsWith("line 4999\n", tail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Times_can_be_shown_and_old_lines_left_out()
    {
        using var log = Write("old\n");
        _time.Advance(TimeSpan.FromSeconds(10));
        Append(log, "new\n", LogSource.Output);

        var text = await ReadAsync(log, new LogQuery { Timestamps = true, Since = _time.GetUtcNow() - TimeSpan.FromSeconds(5) });

        Assert.Equal("2026-01-02T03:04:15.000000000Z new\n", text);
    }

    [Fact]
    public async Task Bytes_can_be_limited()
    {
        using var log = Write("one\ntwo\n");

        Assert.Equal("one\ntw", await ReadAsync(log, new LogQuery { LimitBytes = 6 }));
    }

    [Fact]
    public async Task A_very_long_line_comes_back_in_one_piece()
    {
        var line = new string('x', (3 * LineSplitter.MaximumPiece) + 5);
        using var log = Write(line + "\nnext\n");

        Assert.Equal(line + "\nnext\n", await ReadAsync(log, new LogQuery()));
        Assert.Equal(5, File.ReadAllLines(log.Path).Length);
    }

    [Fact]
    public async Task Output_without_a_last_newline_is_kept()
    {
        var splitter = new LineSplitter();

        Assert.Empty(splitter.Push("unfinished"u8));
        var piece = Assert.Single(splitter.Finish());
        Assert.Equal("unfinished", Encoding.UTF8.GetString(piece.Text.Span));
        await Task.CompletedTask;
    }

    [Fact]
    public async Task A_reader_that_follows_sees_what_is_written_later_and_ends_with_the_log()
    {
        using var log = Write("first\n");
        using var text = new MemoryStream();
        var reading = new LogReader(new LogQuery { Follow = true }).CopyAsync(log.Path, log, text, CancellationToken.None);

        for (var i = 0; i < 100; i++) Append(log, $"line {i}\n", i % 2 == 0 ? LogSource.Output : LogSource.Error);
        Assert.False(reading.IsCompleted);
        log.Complete();
        await reading.WaitAsync(TimeSpan.FromSeconds(10));

        Assert.Equal("first\n" + string.Concat(Enumerable.Range(0, 100).Select(i => $"line {i}\n")), Encoding.UTF8.GetString(text.ToArray()));
    }

    private static void Append(ContainerLog log, string text, LogSource source) => log.Append(source, new LineSplitter().Push(Encoding.UTF8.GetBytes(text)));

    private static async Task<string> ReadAsync(ContainerLog log, LogQuery query)
    {
        using var text = new MemoryStream();
        await new LogReader(query).CopyAsync(log.Path, live: null, text, CancellationToken.None);
        return Encoding.UTF8.GetString(text.ToArray());
    }

    private ContainerLog Write(string text, LogSource source = LogSource.Output)
    {
        var log = new ContainerLog(Path.Combine(_directory, "c", "0.log"), _time);
        Append(log, text, source);
        return log;
    }
}
