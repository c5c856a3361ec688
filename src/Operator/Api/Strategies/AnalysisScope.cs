using System.Globalization;

namespace Operator.Api.Strategies;

/// <summary>The analyses that a strategy may ask for, by name: the same in status, events and log.</summary>
public static class AnalysisScope
{
    public const string Background = "background";
    public const string PrePromotion = "prePromotion";
    public const string PostPromotion = "postPromotion";

    private const string StepPrefix = "step-";

    /// <summary>The analysis that is a canary's step; the first step has number 1.</summary>
    public static string Step(int number) => string.Create(CultureInfo.InvariantCulture, $"{StepPrefix}{number}");

    /// <summary>What the strategy asks for under this name; null when it asks for nothing.</summary>
    public static AnalysisPlan? Find(UpdateStrategy strategy, string scope) => scope switch
    {
        Background => strategy.Canary?.Analysis,
        PrePromotion => strategy.BlueGreen?.PrePromotionAnalysis,
        PostPromotion => strategy.BlueGreen?.PostPromotionAnalysis,
        _ => StepIndex(scope) is { } index ? strategy.Canary?.Steps?.ElementAtOrDefault(index)?.Analysis : null,
    };

    /// <summary>All analyses that the strategy asks for.</summary>
    public static IEnumerable<AnalysisPlan> All(UpdateStrategy strategy) =>
        new[] { strategy.Canary?.Analysis, strategy.BlueGreen?.PrePromotionAnalysis, strategy.BlueGreen?.PostPromotionAnalysis }
            .Concat(strategy.Canary?.Steps?.Select(step => step.Analysis) ?? [])
            .OfType<AnalysisPlan>();

    private static int? StepIndex(string scope) =>
        scope.StartsWith(StepPrefix, StringComparison.Ordinal) && int.TryParse(scope.AsSpan(StepPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number - 1
            : null;
}
