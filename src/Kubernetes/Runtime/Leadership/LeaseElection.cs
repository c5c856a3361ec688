using Kubernetes.Client;
using Kubernetes.Models.Coordination;
using Kubernetes.Models.Meta;

namespace Kubernetes.Runtime.Leadership;

/// <summary>
/// At most one process works at a time: the one that holds a Lease. Only the local clock counts, and only from the moment at which a
/// change of the lease was seen here, so clocks that differ between machines do no harm. Rules: client-go, tools/leaderelection.
/// </summary>
public sealed class LeaseElection(KubeClient client, LeaseElectionOptions options, TimeProvider? time = null)
{
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private Lease? _seen;
    private long _seenAt;

    public bool IsLeader { get; private set; }

    /// <summary>
    /// Waits for the lease, then runs <paramref name="lead"/> under a token that is cancelled when leadership ends, and renews. When cancelled
    /// it waits for <paramref name="lead"/> to end and releases the lease last.
    /// </summary>
    /// <exception cref="LeadershipLostException">The lease was lost; the process should end.</exception>
    public async Task RunAsync(Func<CancellationToken, Task> lead, CancellationToken cancellationToken)
    {
        while (!await TryHoldAsync(cancellationToken)) await Task.Delay(options.RetryPeriod, _time, cancellationToken);
        using var reign = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        IsLeader = true;
        var work = lead(reign.Token);
        try
        {
            await RenewAsync(work, cancellationToken);
        }
        finally
        {
            IsLeader = false;
            await reign.CancelAsync();
            try
            {
                await work;
            }
            catch (OperationCanceledException) when (reign.IsCancellationRequested)
            {
                // The normal way for the work to end.
            }

            if (cancellationToken.IsCancellationRequested || work.IsCompletedSuccessfully) await ReleaseAsync();
        }
    }

    private async Task RenewAsync(Task work, CancellationToken cancellationToken)
    {
        var renewedAt = _time.GetTimestamp();
        while (!work.IsCompleted && !cancellationToken.IsCancellationRequested)
        {
            await Task.WhenAny(work, Task.Delay(options.RetryPeriod, _time, cancellationToken));
            if (work.IsCompleted || cancellationToken.IsCancellationRequested) return;
            var before = _time.GetTimestamp();
            if (await TryHoldAsync(cancellationToken)) renewedAt = before;
            else if (_time.GetElapsedTime(renewedAt) >= options.RenewDeadline)
                throw new LeadershipLostException($"The lease {options.Namespace}/{options.Name} could not be renewed for {options.RenewDeadline.TotalSeconds:0} s.");
        }
    }

    private async Task<bool> TryHoldAsync(CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(options.RenewDeadline / 2, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            var lease = await client.FindAsync<Lease>(new ObjectKey(options.Namespace, options.Name), either.Token);
            Observe(lease);
            if (lease is null)
            {
                Observe(await client.CreateAsync(Held(null), null, either.Token));
                return true;
            }

            if (!IsFree(lease)) return false;
            Observe(await client.ReplaceAsync(Held(lease), null, either.Token));
            return true;
        }
        catch (Exception e) when (e is ApiException or HttpRequestException or IOException or TimeoutException or OperationCanceledException)
        {
            return false;
        }
    }

    private bool IsFree(Lease lease)
    {
        var holder = lease.Spec?.HolderIdentity;
        if (string.IsNullOrEmpty(holder) || holder == options.Identity) return true;
        return _time.GetElapsedTime(_seenAt) > TimeSpan.FromSeconds(lease.Spec?.LeaseDurationSeconds ?? 0);
    }

    private void Observe(Lease? lease)
    {
        if (lease?.Metadata.ResourceVersion == _seen?.Metadata.ResourceVersion) return;
        _seen = lease;
        _seenAt = _time.GetTimestamp();
    }

    private Lease Held(Lease? lease)
    {
        var now = _time.GetUtcNow();
        var mine = lease?.Spec?.HolderIdentity == options.Identity;
        return (lease ?? new Lease { Metadata = new ObjectMeta { Namespace = options.Namespace, Name = options.Name } }) with
        {
            Spec = (lease?.Spec ?? new LeaseSpec()) with
            {
                HolderIdentity = options.Identity,
                LeaseDurationSeconds = (int)options.LeaseDuration.TotalSeconds,
                AcquireTime = mine ? lease!.Spec!.AcquireTime : now,
                RenewTime = now,
                LeaseTransitions = (lease?.Spec?.LeaseTransitions ?? 0) + (mine || lease is null ? 0 : 1),
            },
        };
    }

    private async Task ReleaseAsync()
    {
        if (_seen?.Spec?.HolderIdentity != options.Identity) return;
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(2), _time);
        try
        {
            var released = _seen with { Spec = _seen.Spec with { HolderIdentity = "", LeaseDurationSeconds = 1, RenewTime = _time.GetUtcNow() } };
            Observe(await client.ReplaceAsync(released, null, deadline.Token));
        }
        catch (Exception e) when (e is ApiException or HttpRequestException or IOException or TimeoutException or OperationCanceledException)
        {
            // The lease runs out by itself.
        }
    }
}
