namespace CounterApp.Visits;

/// <summary>What became of a visit: counted as number <paramref name="Number"/>, or refused because of <paramref name="Refusal"/>.</summary>
internal readonly record struct VisitOutcome(long Number, string? Refusal = null)
{
    /// <summary>The outcome of the visit that came <paramref name="position"/> places after this one in the same batch.</summary>
    public VisitOutcome At(int position) => Refusal is null ? new(Number + position) : this;
}
