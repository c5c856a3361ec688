using CounterApp.Visits;
using CounterApp.Volumes;
using Microsoft.Extensions.Logging.Abstractions;

namespace CounterApp.Tests.Visits;

public sealed class AllocationTests
{
    /// <summary>What the runtime keeps about an open file, and our own object with it, in bytes.</summary>
    private const int OpenFile = 128;

    [Fact]
    public void A_flush_allocates_nothing_but_the_handle_of_the_file_that_it_makes()
    {
        const int Flushes = 200;
        using var data = new DataDirectory();
        using var volume = new DirectoryVolume(data.Path);
        using var number = new DurableNumber(volume, Guid.NewGuid(), NullLogger<DurableNumber>.Instance, _ => { });
        number.Open();
        Flush(10);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Flush(Flushes);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Flushes * OpenFile);

        void Flush(int times)
        {
            for (var i = 0; i < times; i++)
            {
                Assert.True(number.TryAdd(1, out _));
                number.MakeReady();
            }
        }
    }
}
