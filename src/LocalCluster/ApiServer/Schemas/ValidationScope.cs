namespace LocalCluster.ApiServer.Schemas;

/// <summary>What of an object is validated, beside its schema.</summary>
internal sealed record ValidationScope
{
    public static readonly ValidationScope Object = new();

    /// <summary>A write to <c>/status</c>: only the status is held against the schema.</summary>
    public bool StatusOnly { get; init; }

    public ScalePaths? Scale { get; init; }

    /// <summary>Errors found before, about names and metadata; they come first.</summary>
    public IReadOnlyList<FieldError> Earlier { get; init; } = [];
}
