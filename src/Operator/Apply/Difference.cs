namespace Operator.Apply;

/// <summary>A field that is not as we would say it. Values are short texts, and absent for what may be secret.</summary>
internal sealed record Difference(string Path, string? Live, string? Wanted)
{
    public override string ToString() => (Live, Wanted) switch
    {
        (null, null) => Path,
        (null, _) => $"{Path} = {Wanted}",
        _ => $"{Path}: {Live} → {Wanted}",
    };
}
