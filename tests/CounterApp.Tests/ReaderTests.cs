using CounterApp.Tests.Laboratory;
using CounterApp.Visits;
using TestKit;

namespace CounterApp.Tests;

public sealed class ReaderTests
{
    [Fact]
    public async Task Another_process_reads_a_whole_number_at_every_instant_that_never_falls_behind_an_answer()
    {
        using var data = new DataDirectory();
        await File.WriteAllTextAsync(data.VisitsFile, "95");
        await using var app = await RunningApp.StartAsync(data);
        var crowd = new Crowd(app.Client, visitors: 4);

        var (last, reads) = (0L, 0);
        await Eventually.Holds(
            () =>
            {
                for (var i = 0; i < 500; i++, reads++)
                {
                    var told = crowd.Highest;
                    Assert.Null(VisitText.Read(File.ReadAllBytes(data.VisitsFile), out var visits));
                    Assert.True(visits >= last, $"visits.txt fell from {last} to {visits}");
                    Assert.True(visits >= told, $"visits.txt says {visits} after somebody was told {told}");
                    last = visits;
                }

                return Task.FromResult(crowd.Highest > 1200);
            },
            "the number grows from two digits to four");

        await crowd.GoHomeAsync();
        Assert.Equal(crowd.Highest, data.Number);
    }

    [Fact]
    public async Task Who_opened_the_number_reads_that_number_however_late()
    {
        using var data = new DataDirectory();
        await using var app = await RunningApp.StartAsync(data);
        var opened = new List<FileStream>();
        for (var visit = 1; visit <= 9; visit++)
        {
            await app.VisitAsync();
            opened.Add(new FileStream(data.VisitsFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0));
            if (visit % 3 == 0) await opened[visit - 2].DisposeAsync();
        }

        foreach (var (file, visit) in opened.Select((file, i) => (file, i + 1)).Where(each => each.file.CanRead))
        {
            using var reader = new StreamReader(file);
            Assert.Equal($"{visit}\n", await reader.ReadToEndAsync());
        }
    }

    [Fact]
    public async Task A_file_that_somebody_puts_in_the_place_of_ours_is_gone_with_the_next_visit()
    {
        using var data = new DataDirectory();
        await using var app = await RunningApp.StartAsync(data);
        for (var visit = 1; visit <= 3; visit++) await app.VisitAsync();

        await File.WriteAllTextAsync(Path.Join(data.Path, "edited"), "2");
        File.Move(Path.Join(data.Path, "edited"), data.VisitsFile, overwrite: true);

        for (var visit = 4; visit <= 7; visit++)
        {
            Assert.Equal($"{visit} visits to app-python-0\n", await app.VisitAsync());
            Assert.Equal(visit, data.Number);
        }
    }
}
