namespace LocalCluster.Node.Containers;

/// <summary>
/// How long a container that ended has to wait before its next start. The law of the kubelet's back-off: the first restart is
/// immediate, the second waits the base, each further one twice as long up to the maximum; a container that has run for twice
/// the maximum starts over.
/// </summary>
internal readonly record struct RestartBackoff(TimeSpan Base, TimeSpan Maximum)
{
    /// <summary>How long to wait after the latest end; zero before anything has ended.</summary>
    public TimeSpan Current { get; private init; }

    private bool HasFailed { get; init; }

    /// <param name="ran">How long the container ran before this end.</param>
    public RestartBackoff Next(TimeSpan ran) =>
        !HasFailed || ran > Maximum * 2 ? this with { HasFailed = true, Current = TimeSpan.Zero }
        : Current == TimeSpan.Zero ? this with { Current = Base }
        : this with { Current = Current * 2 > Maximum ? Maximum : Current * 2 };
}
