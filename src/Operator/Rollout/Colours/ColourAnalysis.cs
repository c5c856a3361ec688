using Operator.Api;
using Operator.Api.Strategies;
using Operator.Rollout.Analysis;
using Operator.Rollout.Stepping;

namespace Operator.Rollout.Colours;

/// <summary>The analysis of a new colour, before or after the switch. Whoever promotes in full, or in spite of an inconclusive one, skips it.</summary>
internal static class ColourAnalysis
{
    public static StepResult Walk(RollInput input, RollRecord record, AnalysisPlan? plan, string scope, string position)
    {
        if (plan is null) return StepResult.Done(record);
        if (record.Promotion == Promotion.Full || (record.Promotion == Promotion.Next && AnalysisGate.IsInconclusive(record, scope)))
            return StepResult.Done(AnalysisGate.Skip(record) with { PausedSince = null, PausedUntil = null });
        var result = AnalysisGate.Walk(input, record, plan, scope, isBackground: false);
        if (result.Verdict == AnalysisVerdict.Succeeded) return StepResult.Done(result.Record);
        var hold = AnalysisHold.Of(input, result, position);
        return hold.AbortReason is { } reason ? hold with { Record = hold.Record with { AbortReason = reason } } : hold;
    }
}
