using Kubernetes.Client;
using Kubernetes.Models.Coordination;
using Kubernetes.Models.Meta;

namespace Kubernetes.Runtime.Leadership;

/// <summary>
/// The lease as it was last seen, and when that was on our own clock. The times in the lease are for people: clocks of other machines are not
/// believed. Writes carry the version that was seen, so of two who try at once the server lets one through. A lease that somebody deleted is not
/// free for those who have seen it: it runs out like any other, because its holder learns of that only when it renews.
/// </summary>
internal sealed class LeaseRecord(KubeClient client, LeaseElectionOptions options, TimeProvider time)
{
    private Lease? _seen;
    private long _seenAt;
    private volatile bool _inDoubt;

    public string Holder => _seen?.Spec?.HolderIdentity ?? "";

    /// <summary>A renewal was refused because of another write, and nobody knows yet whose that was: our own, whose answer was lost, or a successor's.</summary>
    public bool IsInDoubt => _inDoubt;

    /// <summary>
    /// Takes the lease when it is free or ours. While we hold it, it is written without being read first; a conflict leads to the long way, and a
    /// lease that is not there any more is lost.
    /// </summary>
    public async Task<LeaseAttempt> TryHoldAsync(CancellationToken cancellationToken)
    {
        if (Holder == options.Identity && await TryRenewAsync(cancellationToken) is { } attempt) return attempt;
        var found = await client.FindAsync<Lease>(new ObjectKey(options.Namespace, options.Name), cancellationToken);
        if (found is null && Holder == options.Identity) return Gone();
        if (found is null && MayBeHeldThoughGone()) return LeaseAttempt.Taken;
        Observe(found);
        if (_seen is null) Observe(await client.CreateAsync(Held(null), null, cancellationToken));
        else if (IsFree(_seen)) await WriteAsync(cancellationToken);
        else return LeaseAttempt.Taken;
        return LeaseAttempt.Held;
    }

    /// <summary>Gives the lease back, so that the next one need not wait. Does nothing when it is not ours.</summary>
    public async Task ReleaseAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 1; Holder == options.Identity; attempt++)
        {
            var released = _seen! with { Spec = _seen.Spec! with { HolderIdentity = "", LeaseDurationSeconds = 1, RenewTime = time.GetUtcNow() } };
            try
            {
                Observe(await client.ReplaceAsync(released, null, cancellationToken));
                return;
            }
            catch (ApiException e) when (e.IsConflict && attempt < 3)
            {
                // A renewal whose answer was lost.
                Observe(await client.FindAsync<Lease>(new ObjectKey(options.Namespace, options.Name), cancellationToken));
            }
        }
    }

    private async Task<LeaseAttempt?> TryRenewAsync(CancellationToken cancellationToken)
    {
        try
        {
            await WriteAsync(cancellationToken);
            return LeaseAttempt.Held;
        }
        catch (ApiException e) when (e.IsNotFound)
        {
            return Gone();
        }
        catch (ApiException e) when (e.IsConflict)
        {
            LeaseMetrics.SlowPath(options.Name);
            return null;
        }
    }

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        try
        {
            Observe(await client.ReplaceAsync(Held(_seen), null, cancellationToken));
        }
        catch (ApiException e) when (e.IsConflict || e.IsNotFound)
        {
            _inDoubt = true;
            throw;
        }
    }

    private LeaseAttempt Gone()
    {
        Observe(_seen! with { Metadata = _seen.Metadata with { ResourceVersion = null }, Spec = null });
        return LeaseAttempt.Gone;
    }

    // Whoever held it may have taken or renewed it since we looked last: the time runs from the moment at which it was found gone.
    private bool MayBeHeldThoughGone()
    {
        if (_seen is null) return false;
        Observe(_seen with { Metadata = _seen.Metadata with { ResourceVersion = null } });
        return time.GetElapsedTime(_seenAt) <= options.LeaseDuration;
    }

    private bool IsFree(Lease lease)
    {
        if (Holder.Length == 0 || Holder == options.Identity) return true;
        return time.GetElapsedTime(_seenAt) > TimeSpan.FromSeconds(lease.Spec?.LeaseDurationSeconds ?? options.LeaseDuration.TotalSeconds);
    }

    private void Observe(Lease? lease)
    {
        if (lease?.Spec?.HolderIdentity == options.Identity) _inDoubt = false;
        if (lease is not null && _seen is not null && lease.Metadata.ResourceVersion == _seen.Metadata.ResourceVersion) return;
        _seen = lease;
        _seenAt = time.GetTimestamp();
    }

    private Lease Held(Lease? lease)
    {
        var now = time.GetUtcNow();
        var mine = lease?.Spec?.HolderIdentity == options.Identity;
        return (lease ?? new Lease { Metadata = new ObjectMeta { Namespace = options.Namespace, Name = options.Name } }) with
        {
            Spec = (lease?.Spec ?? new LeaseSpec()) with
            {
                HolderIdentity = options.Identity,
                LeaseDurationSeconds = (int)Math.Ceiling(options.LeaseDuration.TotalSeconds),
                AcquireTime = mine ? lease!.Spec!.AcquireTime : now,
                RenewTime = now,
                LeaseTransitions = (lease?.Spec?.LeaseTransitions ?? 0) + (mine || lease is null ? 0 : 1),
            },
        };
    }
}
