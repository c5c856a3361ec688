using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Operator.Api.Definitions;

namespace Operator.Api.Strategies;

/// <summary>A second set of pods beside the first, one switch of the Service, and a way back while the old colour is up.</summary>
[Rule("self.autoPromotion || !has(self.autoPromotionSeconds)",
    "autoPromotionSeconds needs autoPromotion: true: remove autoPromotionSeconds to promote by hand")]
public sealed record BlueGreenStrategy
{
    [Description("Whether traffic is switched without waiting for the annotation counterapp.io/promote.")]
    public bool AutoPromotion { get; init; } = true;

    [Description("Seconds that the new colour has to be ready before traffic is switched by itself.")]
    [Range(0, 86400 * 7)]
    public int? AutoPromotionSeconds { get; init; }

    [Description("How many pods of the new colour run before the switch. Defaults to spec.replicas.")]
    [Range(1, 1000)]
    public int? PreviewReplicas { get; init; }

    [Description("Seconds that the old colour stays up after the switch, so that going back is instant.")]
    [Range(0, 86400 * 7)]
    public int ScaleDownDelaySeconds { get; init; } = 30;

    [Description("Analysis of the new colour before the switch: a failure keeps the old colour.")]
    public AnalysisPlan? PrePromotionAnalysis { get; init; }

    [Description("Analysis after the switch: a failure switches back.")]
    public AnalysisPlan? PostPromotionAnalysis { get; init; }
}
