namespace LocalCluster.Node.Logs;

/// <summary>What part of a log is asked for, and how (the query of `GET …/log`, core/v1 PodLogOptions).</summary>
internal sealed record LogQuery
{
    public bool Follow { get; init; }

    public bool Previous { get; init; }

    public bool Timestamps { get; init; }

    /// <summary>Null: from the start.</summary>
    public long? TailLines { get; init; }

    public DateTimeOffset? Since { get; init; }

    /// <summary>The answer ends after so many bytes, even in the middle of a line.</summary>
    public long? LimitBytes { get; init; }
}
