using LocalCluster.ApiServer.Cel.Costs;
using LocalCluster.ApiServer.Cel.Evaluation;

namespace LocalCluster.ApiServer.Cel;

/// <summary>What came of compiling an expression.</summary>
/// <param name="Program">Null when it was refused.</param>
/// <param name="UsesOldSelf">A transition rule: it speaks of the value before.</param>
/// <param name="Complaint">What is wrong with the expression, with the places; null when nothing is, or only its type.</param>
/// <param name="WrongType">It is well formed and gives something else than wanted.</param>
/// <param name="Cost">What it costs to evaluate on data of a size; null when it was refused.</param>
internal sealed record CelCompilation(CelProgram? Program, bool UsesOldSelf, string? Complaint, bool WrongType, Func<DataSize, Estimate>? Cost = null);
