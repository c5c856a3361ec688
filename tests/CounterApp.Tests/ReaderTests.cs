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
}
