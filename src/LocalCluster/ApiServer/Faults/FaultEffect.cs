namespace LocalCluster.ApiServer.Faults;

/// <summary>
/// What a fault does. <see cref="Cut"/> in an answer, <see cref="Silence"/> and the two of bookmarks strike the events of running
/// watches and of later ones; the others strike requests.
/// </summary>
public abstract record FaultEffect
{
    private FaultEffect()
    {
    }

    /// <summary>Whether it counts the events of watches instead of requests.</summary>
    internal bool StrikesEvents => this is Silence or RepeatedBookmark or LateBookmark or Cut { Moment: CutMoment.InAnswer or CutMoment.InCharacter };

    /// <summary>The request waits; other faults may strike it afterwards.</summary>
    public sealed record Latency(TimeSpan Delay) : FaultEffect;

    /// <summary>The request is refused with this status and the server's words for it. 409 is a conflict as of a concurrent write.</summary>
    public sealed record Refusal(int Status) : FaultEffect
    {
        public static IReadOnlyList<int> Statuses { get; } = [401, 403, 409, 410, 429, 500, 503, 504];

        /// <summary>The Retry-After header, with 429 and 503.</summary>
        public int? RetryAfterSeconds { get; init; }
    }

    /// <summary>The connection is dropped; with HTTP/2, the request's stream.</summary>
    public sealed record Cut(CutMoment Moment) : FaultEffect;

    /// <summary>A watch delivers nothing more and stays open, until its client hangs up or the fault is removed.</summary>
    public sealed record Silence : FaultEffect;

    /// <summary>A watch ends with a 410 in its stream: those that run, at once, and those to come.</summary>
    public sealed record Expiry : FaultEffect;

    /// <summary>
    /// The client is stopped here: requests stay without an answer, and are not carried out, until it hangs up or the fault is removed, which
    /// drops their connections. With <paramref name="CarriesOutFirst"/> the first of them is carried out, and only its answer is missing.
    /// </summary>
    public sealed record Stop(bool CarriesOutFirst) : FaultEffect;

    /// <summary>The history is compacted, then the request is answered: older versions are gone.</summary>
    public sealed record Compaction : FaultEffect;

    /// <summary>The server is gone for a while, and this request with it; it comes back on the same port with the same certificates.</summary>
    public sealed record Outage(TimeSpan Length) : FaultEffect
    {
        /// <summary>Afterwards no version from before can be watched from.</summary>
        public bool LosesHistory { get; init; }
    }

    /// <summary>A bookmark is delivered twice.</summary>
    public sealed record RepeatedBookmark : FaultEffect;

    /// <summary>A bookmark is held back until the next event is out.</summary>
    public sealed record LateBookmark : FaultEffect;
}
