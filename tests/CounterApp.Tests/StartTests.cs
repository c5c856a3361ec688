using System.Globalization;
using CounterApp.Tests.Laboratory;

namespace CounterApp.Tests;

public sealed class StartTests
{
    [Theory]
    [InlineData("", "is empty")]
    [InlineData("ten", "does not hold a decimal number")]
    [InlineData("-5", "holds a negative number")]
    [InlineData("9223372036854775808", "holds a number beyond 64 bits")]
    public async Task A_damaged_file_stops_the_start_and_nothing_is_overwritten(string content, string problem)
    {
        using var data = new DataDirectory();
        await File.WriteAllTextAsync(data.VisitsFile, content);

        var (exitCode, error) = await RunningApp.RefusedAsync(data);

        Assert.Equal(65, exitCode);
        Assert.StartsWith($"counterapp: {data.VisitsFile} {problem}. Nothing was changed.", error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
        Assert.Equal(content, data.Visits);
        Assert.Equal(["visits.lock", "visits.txt"], data.Files);
    }

    [Fact]
    public async Task A_directory_in_its_place_stops_the_start()
    {
        using var data = new DataDirectory();
        Directory.CreateDirectory(data.VisitsFile);

        var (exitCode, error) = await RunningApp.RefusedAsync(data);

        Assert.Equal(65, exitCode);
        Assert.Equal($"counterapp: {data.VisitsFile} is a directory. Nothing was changed.\n", error);
    }

    [Fact]
    public async Task A_file_that_someone_damages_while_the_app_is_stopped_or_killed_stops_the_next_start()
    {
        using var data = new DataDirectory();
        await using (var app = await RunningApp.StartAsync(data))
        {
            await app.VisitAsync();
            await app.KillAsync();
        }

        await File.WriteAllTextAsync(data.VisitsFile, "");

        var (exitCode, error) = await RunningApp.RefusedAsync(data);

        Assert.Equal(65, exitCode);
        Assert.Contains("is empty. Nothing was changed. Write the right number into it (its journal says 1).", error, StringComparison.Ordinal);
        Assert.Equal("", data.Visits);
    }

    [Fact]
    public async Task A_second_process_on_the_same_volume_is_refused_until_the_first_one_is_gone()
    {
        using var data = new DataDirectory();
        await using var first = await RunningApp.StartAsync(data);
        await first.VisitAsync();

        var (exitCode, error) = await RunningApp.RefusedAsync(data);

        Assert.Equal(65, exitCode);
        Assert.Equal($"counterapp: {data.Path} is in use by another process. Give each process a volume of its own.\n", error);
        Assert.Equal("2 visits to app-python-0\n", await first.VisitAsync());
        await first.KillAsync();
        await using var second = await RunningApp.StartAsync(data);
        Assert.Equal("3 visits to app-python-0\n", await second.VisitAsync());
    }

    [Theory]
    [InlineData("41", 42)]
    [InlineData("9223372036854775806", long.MaxValue)]
    public async Task A_bare_number_that_others_wrote_is_gone_on_from(string content, long next)
    {
        using var data = new DataDirectory();
        await File.WriteAllTextAsync(data.VisitsFile, content);

        await using var app = await RunningApp.StartAsync(data);

        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"{next} visits to app-python-0\n"), await app.VisitAsync());
        Assert.Equal(next, data.Number);
    }

    [Fact]
    public async Task A_number_that_someone_wrote_after_a_clean_stop_counts()
    {
        using var data = new DataDirectory();
        await using (var app = await RunningApp.StartAsync(data))
        {
            await app.VisitAsync();
            Assert.Equal(0, await app.TerminateAsync());
        }

        await File.WriteAllTextAsync(data.VisitsFile, "700");

        await using var next = await RunningApp.StartAsync(data);
        Assert.Equal("701 visits to app-python-0\n", await next.VisitAsync());
    }

    [Fact]
    public async Task It_never_starts_again_from_zero_when_only_the_text_is_gone()
    {
        using var data = new DataDirectory();
        await using (var app = await RunningApp.StartAsync(data))
        {
            await app.VisitAsync();
            await app.TerminateAsync();
        }

        File.Delete(data.VisitsFile);

        await using var next = await RunningApp.StartAsync(data);
        Assert.Equal("2 visits to app-python-0\n", await next.VisitAsync());
    }

    [Fact]
    public async Task Entries_that_do_not_belong_to_the_journal_stop_the_start_and_nothing_is_overwritten()
    {
        using var data = new DataDirectory();
        var entries = Path.Join(data.Path, "visits.entries-1");
        await using (var app = await RunningApp.StartAsync(data, ("HANDOVER_TOKEN", "s3cret")))
        {
            await app.VisitAsync();
            await app.HandoverAsync("s3cret", $"{{\"entries\":{{\"{Guid.NewGuid()}/{Guid.NewGuid()}\":40}}}}");
            await app.KillAsync();
        }

        await File.WriteAllTextAsync(entries, "visits entries 1\n");
        var files = data.Files.ToList();

        var (exitCode, error) = await RunningApp.RefusedAsync(data);

        Assert.Equal(65, exitCode);
        Assert.Equal(
            $"counterapp: {entries} is damaged. Nothing was changed. Restore all files of the volume together, or remove visits.journal to go on from the number in visits.txt.\n",
            error);
        Assert.Equal(files, data.Files);
        Assert.Equal("visits entries 1\n", await File.ReadAllTextAsync(entries));
        File.Delete(Path.Join(data.Path, "visits.journal"));
        await using var next = await RunningApp.StartAsync(data);
        Assert.Equal("42 visits to app-python-0\n", await next.VisitAsync());
    }

    [Theory]
    [InlineData("700", true, 701)]
    [InlineData("3\n", false, 5)]
    public async Task A_volume_of_the_first_version_is_gone_on_from(string content, bool settled, long next)
    {
        using var data = new DataDirectory();
        await File.WriteAllTextAsync(data.VisitsFile, content);
        await File.WriteAllBytesAsync(Path.Join(data.Path, "visits.journal"), settled ? FirstVersion.Settled : FirstVersion.Counting);

        await using (var app = await RunningApp.StartAsync(data))
        {
            Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"{next} visits to app-python-0\n"), await app.VisitAsync());
            await app.KillAsync();
        }

        await using var again = await RunningApp.StartAsync(data);
        Assert.Equal(next, await again.NumberAsync());
    }

    [Fact]
    public async Task A_lower_number_that_someone_wrote_counts_and_what_was_learned_before_is_forgotten()
    {
        using var data = new DataDirectory();
        await using (var app = await RunningApp.StartAsync(data, ("HANDOVER_TOKEN", "s3cret")))
        {
            await app.HandoverAsync("s3cret", $"{{\"entries\":{{\"{Guid.NewGuid()}/{Guid.NewGuid()}\":40}}}}");
            await app.VisitAsync();
            await app.TerminateAsync();
        }

        await File.WriteAllTextAsync(data.VisitsFile, "3");

        await using (var app = await RunningApp.StartAsync(data))
        {
            Assert.Equal("4 visits to app-python-0\n", await app.VisitAsync());
            await app.KillAsync();
        }

        await using var next = await RunningApp.StartAsync(data);
        Assert.Equal("5 visits to app-python-0\n", await next.VisitAsync());
    }

    [Theory]
    [InlineData("FAIL_PERCENT", "101", "FAIL_PERCENT is '101'. Write a number from 0 to 100.", 64)]
    [InlineData("PORT", "http", "PORT is 'http'. Write a number from 0 to 65535; 0 takes any free port.", 64)]
    [InlineData("ASPNETCORE_URLS", "http://127.0.0.1:1000000", "", 1)]
    public async Task A_wrong_setting_is_one_clear_line(string name, string value, string message, int code)
    {
        using var data = new DataDirectory();

        var (exitCode, error) = await RunningApp.RefusedAsync(data, (name, value), name == "PORT" ? ("ASPNETCORE_URLS", "") : ("PORT", "0"));

        Assert.Equal(code, exitCode);
        Assert.StartsWith($"counterapp: {message}", error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }
}
