using Kubernetes.Models.Core;

namespace LocalCluster.Node.Probes;

/// <summary>Repeats one probe of one running container and tells when its verdict changes.</summary>
/// <remarks>
/// The beat is the kubelet's: every period; a readiness or startup probe also as soon as the kubelet has seen the container run, which
/// takes it a second; a liveness probe not before one period has passed. The one difference: until its first success, and for the length
/// of the first period, a readiness or startup probe over the network is tried ten times a second, and all that counts as one try. A
/// program that is up after a third of a second is not kept waiting for a period of ten.
/// </remarks>
internal sealed class ProbeLoop(Probe probe, ProbeKind kind, Func<CancellationToken, Task<ProbeResult>> attempt, TimeProvider time)
{
    private static readonly TimeSpan EagerInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan KubeletLook = TimeSpan.FromSeconds(1);

    private readonly TimeSpan _period = TimeSpan.FromSeconds(Math.Max(1, probe.PeriodSeconds ?? 10));

    private bool IsEager => kind != ProbeKind.Liveness && probe.Exec is null;

    private TimeSpan FirstTry => TimeSpan.FromSeconds(probe.InitialDelaySeconds ?? 0) switch
    {
        var delay when kind == ProbeKind.Liveness => _period * Math.Max(1, Math.Ceiling(delay / _period)),
        var delay when IsEager || delay > KubeletLook => delay,
        _ => KubeletLook,
    };

    /// <param name="changed">Called with each new verdict; a startup probe ends with its first.</param>
    /// <param name="failed">Called with every failure that counts.</param>
    /// <param name="cancellationToken">Ends it: the container has stopped.</param>
    public async Task RunAsync(Action<bool> changed, Action<ProbeResult> failed, CancellationToken cancellationToken)
    {
        await Task.Delay(FirstTry, time, cancellationToken);
        var tally = new ProbeTally(probe.SuccessThreshold ?? 1, probe.FailureThreshold ?? 3);
        var result = IsEager ? await FirstResultAsync(cancellationToken) : await attempt(cancellationToken);
        while (true)
        {
            if (!result.Succeeded) failed(result);
            var said = tally.Verdict;
            tally = tally.Count(result.Succeeded);
            if (tally.Verdict is { } now && now != said)
            {
                changed(now);
                if (kind == ProbeKind.Startup) return;
            }

            await Task.Delay(_period, time, cancellationToken);
            result = await attempt(cancellationToken);
        }
    }

    private async Task<ProbeResult> FirstResultAsync(CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        while (true)
        {
            var result = await attempt(cancellationToken);
            if (result.Succeeded || time.GetElapsedTime(start) + EagerInterval >= _period) return result;
            await Task.Delay(EagerInterval, time, cancellationToken);
        }
    }
}
