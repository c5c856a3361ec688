using Bench.Counter.Load;
using Bench.Counter.Servers;
using Bench.Report;

namespace Bench.Counter;

/// <summary>What the app takes besides time on the disk.</summary>
/// <param name="ReadyAfterMilliseconds">From the start of the process to the first answer that says that it is ready.</param>
/// <param name="IdleMegabytes">Resident once it is ready and at rest.</param>
/// <param name="AllocatedPerVisit">Bytes on the managed heap for one visit.</param>
/// <param name="AllocatedPerConstant">The same for an answer that counts nothing: what the web server allocates.</param>
internal sealed record Footprint(double ReadyAfterMilliseconds, double IdleMegabytes, double AllocatedPerVisit, double AllocatedPerConstant)
{
    private const int Starts = 7;
    private const int Connections = 64;
    private const int Seconds = 2;
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    public static async Task<Footprint> MeasureAsync(string published, CancellationToken cancellationToken)
    {
        var starts = new List<(double Milliseconds, double Megabytes)>();
        for (var i = 0; i < Starts; i++) starts.Add(await StartAsync(published, cancellationToken));
        return new Footprint(
            Samples.Median(starts.Select(start => start.Milliseconds)),
            Samples.Median(starts.Select(start => start.Megabytes)),
            await AllocatedAsync(await ServerProcess.StartAppAsync(published, cancellationToken), cancellationToken),
            await AllocatedAsync(await ServerProcess.StartVariantAsync(Variants.Constant, cancellationToken), cancellationToken));
    }

    private static async Task<(double Milliseconds, double Megabytes)> StartAsync(string published, CancellationToken cancellationToken)
    {
        await using var server = await ServerProcess.StartAppAsync(published, cancellationToken);
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
}
