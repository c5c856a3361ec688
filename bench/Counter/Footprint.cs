using System.Runtime.CompilerServices;
using Bench.Counter.Load;
using Bench.Counter.Servers;
using Bench.Report;

namespace Bench.Counter;

/// <summary>What the app takes besides time on the disk.</summary>
/// <param name="ReadyAfterMilliseconds">From the start of the process to the first answer that says that it is ready.</param>
/// <param name="IdleMegabytes">Resident once it is ready and at rest.</param>
/// <param name="BareMegabytes">The same of the web server with nothing behind it.</param>
/// <param name="AllocatedPerVisit">Bytes on the managed heap for one visit.</param>
/// <param name="AllocatedPerConstant">The same for an answer that counts nothing: what the web server allocates.</param>
/// <param name="AllocatedPerTask">Bytes of the task by which the web server is told that an answer is there, if it has to wait for one.</param>
internal sealed record Footprint(
    double ReadyAfterMilliseconds, double IdleMegabytes, double BareMegabytes, double AllocatedPerVisit, double AllocatedPerConstant, double AllocatedPerTask)
{
    private const int Starts = 7;
    private const int Connections = 64;
    private const int Seconds = 2;
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    /// <param name="published">Where the app is, as it is shipped.</param>
    /// <param name="bare">Where the web server is that has nothing behind it, published in the same way.</param>
    public static async Task<Footprint> MeasureAsync(string published, string bare, CancellationToken cancellationToken)
    {
        var (apps, bares) = (new List<(double Milliseconds, double Megabytes)>(), new List<(double Milliseconds, double Megabytes)>());
        for (var i = 0; i < Starts; i++)
        {
            apps.Add(await AtRestAsync(await ServerProcess.StartAppAsync(published, cancellationToken), cancellationToken));
            bares.Add(await AtRestAsync(await ServerProcess.StartBareAsync(bare, cancellationToken), cancellationToken));
        }

        return new Footprint(
            Samples.Median(apps.Select(start => start.Milliseconds)),
            Samples.Median(apps.Select(start => start.Megabytes)),
            Samples.Median(bares.Select(start => start.Megabytes)),
            await AllocatedAsync(await ServerProcess.StartAppAsync(published, cancellationToken), cancellationToken),
            await AllocatedAsync(await ServerProcess.StartVariantAsync(Variants.Constant, cancellationToken), cancellationToken),
            SizeOfTask());
    }

    private static async Task<(double Milliseconds, double Megabytes)> AtRestAsync(ServerProcess server, CancellationToken cancellationToken)
    {
        await using var _ = server;
        await Task.Delay(Rest, TimeProvider.System, cancellationToken);
        return (server.ReadyAfter.TotalMilliseconds, server.ResidentMemory() / 1e6);
    }

    private static async Task<double> AllocatedAsync(ServerProcess server, CancellationToken cancellationToken)
    {
        await using var _ = server;
        await Wrk.RunAsync(server.Address, Connections, Seconds, cancellationToken);
        var (bytes, requests) = await FiguresAsync();
        await Wrk.RunAsync(server.Address, Connections, Seconds, cancellationToken);
        var (bytesAfter, requestsAfter) = await FiguresAsync();
        return (bytesAfter - bytes) / (requestsAfter - requests);

        async Task<(double Bytes, double Requests)> FiguresAsync() =>
            (await server.FigureAsync("dotnet_gc_allocated_bytes_total", cancellationToken), await server.FigureAsync("http_requests_total{code=\"200\"}", cancellationToken));
    }

    private static double SizeOfTask()
    {
        const int Tasks = 1000;
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Tasks; i++) _ = AsyncTaskMethodBuilder.Create().Task;
        return (double)(GC.GetAllocatedBytesForCurrentThread() - before) / Tasks;
    }
}
