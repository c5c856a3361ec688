using Bench.Counter.Load;
using Bench.Counter.Servers;
using Bench.Report;

namespace Bench.Counter;

/// <summary>All the ways to count, started and waiting for a load.</summary>
internal sealed class Candidates : IAsyncDisposable
{
    public const string App = "(a) the app";
    public const string NoPersistence = "(b) its number in memory";
    public const string Forgetful = "(b') its volume in memory";
    public const string Redis = "(c) Redis, appendfsync always";
    public const string RedisInMemory = "(c') Redis, in memory";
    public const string Obvious = "(d) the obvious way";
    public const string Disk = "one fdatasync";

    private readonly List<IAsyncDisposable> _started = [];
    private readonly List<Candidate> _all = [];

    public IReadOnlyList<Candidate> All => _all;

    /// <param name="published">Where the app is, as it is shipped.</param>
    public static async Task<Candidates> StartAsync(string published, CancellationToken cancellationToken)
    {
        var candidates = new Candidates();
        try
        {
            candidates.Add(App, await ServerProcess.StartAppAsync(published, cancellationToken));
            candidates.Add(NoPersistence, await ServerProcess.StartVariantAsync(Variants.Memory, cancellationToken));
            candidates.Add(Forgetful, await ServerProcess.StartVariantAsync(Variants.Forgetful, cancellationToken));
            candidates.Add(Redis, await RedisServer.StartDurableAsync(cancellationToken));
            candidates.Add(RedisInMemory, await RedisServer.StartInMemoryAsync(cancellationToken));
            candidates.Add(Obvious, await ServerProcess.StartVariantAsync(Variants.Obvious, cancellationToken));
            candidates._all.Add(new Candidate(Disk, (_, seconds, stop) => DiskFlushes.RunAsync(seconds, stop)));
            return candidates;
        }
        catch
        {
            await candidates.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var started in _started) await started.DisposeAsync();
    }

    private void Add(string name, ServerProcess server)
    {
        _started.Add(server);
        _all.Add(new Candidate(name, (connections, seconds, stop) => Wrk.RunAsync(server.Address, connections, seconds, stop)));
    }

    private void Add(string name, RedisServer redis)
    {
        _started.Add(redis);
        _all.Add(new Candidate(name, redis.RunAsync));
    }
}
