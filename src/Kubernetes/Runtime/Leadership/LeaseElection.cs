using Kubernetes.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kubernetes.Runtime.Leadership;

/// <summary>
/// At most one process works at a time: the one that holds a Lease. The rules are those of client-go's tools/leaderelection, and five more.
/// <list type="bullet">
/// <item>Only the local clock counts, and only from the moment at which a change of the lease was seen here: clocks that differ do no harm.</item>
/// <item>The leader stops <see cref="LeaseElectionOptions.RenewDeadline"/> after it sent its last successful renewal, not when an attempt ends;
/// from that instant <see cref="IsLeader"/> is false, whatever still runs. See <see cref="KubeClient.FencedBy"/>.</item>
/// <item>A lease that turns out to be somebody else's, or gone, ends leadership at once. Until it is known who wrote it last, nothing is written.</item>
/// <item>A lease that somebody deleted counts as renewed at that moment for all who had ever seen it.</item>
/// <item>On the way out the lease is renewed until the work has ended, and given back last.</item>
/// </list>
/// What it cannot do: a request that was sent before the deadline may still arrive after it. And a process that has never seen the Lease, and looks
/// after somebody deleted it and before its holder renewed, has nothing to wait for: the two lead until that renewal, which is <see cref="LeaseElectionOptions.RetryPeriod"/>
/// away, or until the <see cref="LeaseElectionOptions.RenewDeadline"/> when the holder gets no answer. Give it a client of its own, so that renewals never wait
/// for other requests.
/// </summary>
public sealed class LeaseElection
{
    private static readonly TimeSpan Hurry = TimeSpan.FromMilliseconds(250);

    private readonly LeaseElectionOptions _options;
    private readonly TimeProvider _time;
    private readonly Random _random;
    private readonly ILogger _logger;
    private readonly LeaseRecord _record;
    private long _renewedAt;
    private volatile bool _leads;

    /// <exception cref="ArgumentException">The times of the options do not fit together.</exception>
    public LeaseElection(KubeClient client, LeaseElectionOptions options, TimeProvider? time = null, Random? random = null, ILoggerFactory? loggers = null)
    {
        (_options, _time, _random) = (options.Checked(), time ?? TimeProvider.System, random ?? new Random());
        _logger = (loggers ?? NullLoggerFactory.Instance).CreateLogger<LeaseElection>();
        _record = new LeaseRecord(client, options, _time);
        LeaseMetrics.Begin(options.Name);
    }

    /// <summary>Whether this process may write at this instant.</summary>
    public bool IsLeader => _leads && !_record.IsInDoubt && SinceRenewal < _options.RenewDeadline;

    /// <summary>How long ago the leader sent its last successful renewal; null for who does not lead. Older than the lease, something is wrong.</summary>
    public TimeSpan? LeaseAge => _leads ? SinceRenewal : null;

    private TimeSpan SinceRenewal => _time.GetElapsedTime(Interlocked.Read(ref _renewedAt));

    /// <summary>
    /// Waits for the lease, then runs <paramref name="lead"/> under a token that is cancelled when leadership ends, and renews. When cancelled it
    /// waits for <paramref name="lead"/> to end and then releases the lease. An exception of <paramref name="lead"/> is passed on after the release.
    /// </summary>
    /// <exception cref="LeadershipLostException">The lease was lost, or the work did not end in time; the process should end.</exception>
    public async Task RunAsync(Func<CancellationToken, Task> lead, CancellationToken cancellationToken)
    {
        await AcquireAsync(cancellationToken);
        using var reign = new CancellationTokenSource();
        await using var link = cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), reign);
        var work = StartAsync(lead, reign.Token);
        try
        {
            await RenewUntilEndAsync(work, cancellationToken);
        }
        catch (LeadershipLostException)
        {
            Lead(false);
            reign.Cancel();
            // Until the lease runs out nobody else starts.
            await WaitAsync(work, _options.LeaseDuration - _options.RenewDeadline);
            throw;
        }

        await ReleaseAsync();
        await work;
    }

    private static async Task StartAsync(Func<CancellationToken, Task> lead, CancellationToken cancellationToken)
    {
        try
        {
            await lead(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The normal way for the work to end.
        }
    }

    private async Task AcquireAsync(CancellationToken cancellationToken)
    {
        for (string? told = null; ;)
        {
            var sentAt = _time.GetTimestamp();
            var attempt = await TryHoldAsync(_options.RenewDeadline / 2, cancellationToken);
            if (attempt == LeaseAttempt.Held)
            {
                Interlocked.Exchange(ref _renewedAt, sentAt);
                Lead(true);
                LeaseLog.Acquired(_logger, _options.Namespace, _options.Name, _options.Identity);
                return;
            }

            if (attempt == LeaseAttempt.Taken && told != _record.Holder) LeaseLog.Waiting(_logger, _options.Namespace, _options.Name, told = _record.Holder);
            await Task.Delay(_options.RetryPeriod * (0.5 + (0.3 * _random.NextDouble())), _time, cancellationToken);
        }
    }

    private async Task RenewUntilEndAsync(Task work, CancellationToken cancellationToken)
    {
        long? stopping = null;
        while (!work.IsCompleted)
        {
            await WaitAsync(work, UntilNextRenewal);
            if (work.IsCompleted) return;
            if (cancellationToken.IsCancellationRequested) stopping ??= _time.GetTimestamp();
            if (stopping is { } since && _time.GetElapsedTime(since) > _options.StopTimeout) throw Lost($"the work did not end within {_options.StopTimeout.TotalSeconds:0} s");
            if (Left <= TimeSpan.Zero) throw Lost($"it could not be renewed for {_options.RenewDeadline.TotalSeconds:0} s");
            var sentAt = _time.GetTimestamp();
            switch (await TryHoldAsync(Least(_options.RenewDeadline / 2, Left), CancellationToken.None))
            {
                // It counts from when it was sent, so an answer that came late promises no more than is left of it.
                case LeaseAttempt.Held: Interlocked.Exchange(ref _renewedAt, sentAt); break;
                case LeaseAttempt.Taken: throw Lost($"{_record.Holder} holds it");
                case LeaseAttempt.Gone: throw Lost("somebody deleted it");
            }
        }
    }

    // As the deadline comes near after failures, attempts follow each other faster.
    private TimeSpan UntilNextRenewal => Least(_options.RetryPeriod, Least(Left, Left / 2 > Hurry ? Left / 2 : Hurry));

    private TimeSpan Left => _options.RenewDeadline - SinceRenewal;

    private static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other > TimeSpan.Zero ? other : TimeSpan.Zero;

    /// <summary>Waits until the work has ended or the time is over, without leaving a timer behind; its exception is for later.</summary>
    private async Task WaitAsync(Task work, TimeSpan limit)
    {
        using var over = new CancellationTokenSource();
        await Task.WhenAny(work, Task.Delay(limit, _time, over.Token));
        over.Cancel();
    }

    private async Task<LeaseAttempt> TryHoldAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(limit, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            return await _record.TryHoldAsync(either.Token);
        }
        catch (Exception e) when (IsTrouble(e) && !cancellationToken.IsCancellationRequested)
        {
            LeaseLog.Failed(_logger, _options.Namespace, _options.Name, deadline.IsCancellationRequested ? $"no answer within {limit.TotalSeconds:0.#} s" : e.Message);
            return LeaseAttempt.Failed;
        }
    }

    private async Task ReleaseAsync()
    {
        Lead(false);
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(2), _time);
        try
        {
            await _record.ReleaseAsync(deadline.Token);
            LeaseLog.Released(_logger, _options.Namespace, _options.Name);
        }
        catch (Exception e) when (IsTrouble(e))
        {
            // The lease runs out by itself.
            LeaseLog.Failed(_logger, _options.Namespace, _options.Name, e.Message);
        }
    }

    private void Lead(bool leads)
    {
        _leads = leads;
        LeaseMetrics.Leads(_options.Name, leads);
    }

    private LeadershipLostException Lost(string why) => new($"Lost the lease {_options.Namespace}/{_options.Name}: {why}.");

    private static bool IsTrouble(Exception e) => e is ApiException or HttpRequestException or IOException or TimeoutException or OperationCanceledException;
}
