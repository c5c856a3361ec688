namespace Kubernetes.Runtime.Leadership;

/// <summary>Which lease, who we are, and the three times of client-go's election.</summary>
public sealed record LeaseElectionOptions
{
    public required string Namespace { get; init; }

    public required string Name { get; init; }

    /// <summary>Different in every process, also on one host.</summary>
    public string Identity { get; init; } = $"{Environment.MachineName}_{Guid.NewGuid()}";

    /// <summary>How long others wait, after the last renewal they saw, before they take the lease.</summary>
    public TimeSpan LeaseDuration { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The leader stops when it could not renew for this long. Shorter than the lease, so that it stops before another starts.</summary>
    public TimeSpan RenewDeadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often the leader renews. Those who wait look a little more often, so that a lease that was given back is taken within this time.</summary>
    public TimeSpan RetryPeriod { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long the work may take to end when it is asked to; the lease is renewed meanwhile.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(25);

    /// <exception cref="ArgumentException">The times do not leave room for a renewal that fails.</exception>
    internal LeaseElectionOptions Checked()
    {
        if (LeaseDuration <= RenewDeadline) throw new ArgumentException($"LeaseDuration ({LeaseDuration}) must be longer than RenewDeadline ({RenewDeadline}).");
        if (RenewDeadline <= RetryPeriod * 1.2) throw new ArgumentException($"RenewDeadline ({RenewDeadline}) must be longer than 1.2 times RetryPeriod ({RetryPeriod}).");
        if (RetryPeriod <= TimeSpan.Zero) throw new ArgumentException($"RetryPeriod ({RetryPeriod}) must be more than nothing.");
        return LeaseDuration.TotalSeconds >= 1 ? this : throw new ArgumentException($"LeaseDuration ({LeaseDuration}) must be at least a second: a Lease counts whole ones.");
    }
}
