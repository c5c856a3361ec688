namespace Operator.Observe;

/// <summary>What one look at a metric has brought.</summary>
internal abstract record MetricReading
{
    private MetricReading()
    {
    }

    /// <summary>A number. One that is not certain may be chance: it can do for a success, and never for a failure.</summary>
    internal sealed record Number(double Value, bool IsCertain = true) : MetricReading;

    /// <summary>Too little was seen to say anything.</summary>
    internal sealed record TooLittle(string Why) : MetricReading;

    /// <summary>No pod of the stable revision is left to compare with.</summary>
    internal sealed record NothingToCompare(string Why) : MetricReading;

    /// <summary>It went wrong: no answer, or an answer that is no number.</summary>
    internal sealed record Fault(string Why) : MetricReading;
}
