namespace LocalCluster.ApiServer.Cel.Costs;

/// <summary>How large something is, or how much it costs: at least and at most. What is beyond 64 bits stays at their end.</summary>
internal readonly record struct Estimate(ulong Min, ulong Max)
{
    private const double Beyond = 18446744073709551616.0;

    public static readonly Estimate Unknown = new(0, ulong.MaxValue);

    public static Estimate Exactly(ulong number) => new(number, number);

    public static Estimate operator +(Estimate left, Estimate right) => new(Add(left.Min, right.Min), Add(left.Max, right.Max));

    public static Estimate operator *(Estimate left, Estimate right) => new(Multiply(left.Min, right.Min), Multiply(left.Max, right.Max));

    /// <summary>Rounded up.</summary>
    public Estimate Times(double factor) => new(Multiply(Min, factor), Multiply(Max, factor));

    /// <summary>Either of the two.</summary>
    public Estimate Or(Estimate other) => new(Math.Min(Min, other.Min), Math.Max(Max, other.Max));

    public static ulong Add(ulong left, ulong right) => left > ulong.MaxValue - right ? ulong.MaxValue : left + right;

    public static ulong Multiply(ulong left, ulong right) => right != 0 && left > ulong.MaxValue / right ? ulong.MaxValue : left * right;

    private static ulong Multiply(ulong number, double factor)
    {
        var product = Math.Ceiling(number * factor);
        return product >= Beyond ? ulong.MaxValue : (ulong)product;
    }
}
