namespace Bench.Report;

/// <summary>What a suite found out.</summary>
/// <param name="Tables">The figures.</param>
/// <param name="Findings">What they mean, one sentence each: a target and whether it was met.</param>
internal sealed record SuiteResult(IReadOnlyList<ResultTable> Tables, IReadOnlyList<string> Findings);
