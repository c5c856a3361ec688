using System.Text.Json.Nodes;

namespace EndToEnd.Tests.Visiting;

/// <summary>
/// Holds what is kept of an app's visits against what a crowd was told, again and again: never more than were asked for, and never fewer than had
/// been acknowledged before. On the volumes at every moment, where they are at hand; in the pods whenever all answer; in the status, which
/// follows later, that it never falls.
/// </summary>
internal sealed class Checker : IAsyncDisposable
{
    /// <summary>Volumes are read each time, pods and status each time after so many: they cost requests.</summary>
    private const int PodsAfter = 4;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly VisitedApp _app;
    private readonly Crowd _crowd;
    private readonly Dictionary<string, long> _known = [];
    private readonly HashSet<int> _ordinals = [];
    private readonly HashSet<string> _faults = [];
    private readonly CancellationTokenSource _over = new();
    private readonly Task _running;
    private (string? Uid, long Visits) _status;
    private int _rounds;
    private int _podRounds;

    public Checker(VisitedApp app, Crowd crowd)
    {
        (_app, _crowd) = (app, crowd);
        _running = RunAsync();
    }

    public IReadOnlyCollection<string> Faults => _faults;

    /// <summary>Waits until it has looked at everything once more.</summary>
    public Task LooksAsync() => GoesOnAsync(() => Volatile.Read(ref _rounds), 2 * PodsAfter);

    /// <summary>Waits until all pods have answered it so many more times.</summary>
    public Task HearsAllPodsAsync(int times) => GoesOnAsync(() => Volatile.Read(ref _podRounds), times);

    public async Task StopAsync()
    {
        await _over.CancelAsync();
        await _running;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _over.Dispose();
    }

    private static async Task GoesOnAsync(Func<int> rounds, int more)
    {
        var goal = rounds() + more;
        await Eventually.Holds(() => Task.FromResult(rounds() >= goal), $"{more} more rounds of the checker", TimeSpan.FromSeconds(60));
    }

    private async Task RunAsync()
    {
        for (; !_over.IsCancellationRequested; Interlocked.Increment(ref _rounds))
        {
            if (_app.Volumes is not null) await CheckVolumesAsync();
            if (_rounds % PodsAfter == 0)
            {
                await CheckPodsAsync();
                await CheckStatusAsync();
            }

            await Task.Delay(Pause, TimeProvider.System);
        }
    }

    private async Task CheckVolumesAsync()
    {
        var before = _crowd.Acknowledged;
        var volumes = await _app.ReadVolumesAsync();
        var asked = _crowd.Asked;
        if (volumes.AtLeast > asked) _faults.Add($"{volumes.AtLeast} visits are on the volumes and {asked} were asked for");
        if (volumes.AtMost < before) _faults.Add($"{volumes.AtMost} visits are on the volumes and {before} were acknowledged");
    }

    private async Task CheckPodsAsync()
    {
        var before = _crowd.Acknowledged;
        var isWhole = await ReadPodsAsync();
        var (known, asked) = (_known.Values.Sum(), _crowd.Asked);
        if (known > asked) _faults.Add($"{known} visits are known to the pods and {asked} were asked for");
        if (isWhole && known < before) _faults.Add($"{known} visits are known to the pods and {before} were acknowledged");
        if (isWhole) Interlocked.Increment(ref _podRounds);
    }

    /// <summary>Another app of the same name begins anew.</summary>
    private async Task CheckStatusAsync()
    {
        if (await _app.FindAsync() is not { Status.Visits: { } visits, Metadata.Uid: var uid }) return;
        var asked = _crowd.Asked;
        if (visits > asked) _faults.Add($"the status tells of {visits} visits and {asked} were asked for");
        if (uid == _status.Uid && visits < _status.Visits) _faults.Add($"the status fell from {_status.Visits} to {visits} visits");
        _status = (uid, visits);
    }

    /// <summary>Whether every ordinal that has ever had a pod has one, each has told what it knows, and none has come or gone meanwhile.</summary>
    private async Task<bool> ReadPodsAsync()
    {
        var pods = await _app.PodsAsync();
        var answers = await Task.WhenAll(pods.Select(_app.AskAsync));
        _ordinals.UnionWith(pods.Select(pod => int.Parse(pod.Metadata.Name!.Split('-')[^1], System.Globalization.CultureInfo.InvariantCulture)));
        foreach (var (key, visits) in answers.OfType<JsonObject>().SelectMany(entries => entries))
            _known[key] = Math.Max(_known.GetValueOrDefault(key), (long)visits!);
        var after = await _app.PodsAsync();
        return answers.All(answer => answer is not null)
            && after.Select(pod => pod.Metadata.Uid).SequenceEqual(pods.Select(pod => pod.Metadata.Uid))
            && _ordinals.All(ordinal => pods.Any(pod => pod.Metadata.Name!.EndsWith($"-{ordinal}", StringComparison.Ordinal)));
    }
}
