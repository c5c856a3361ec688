using Kubernetes.Models;
using Kubernetes.Models.Apps;
using Operator.Observe;

namespace Operator.Rollout;

/// <summary>What becomes of the volumes' size: claims grow where their class can, and the set's template follows once all of them have been asked to.</summary>
internal sealed record StorageGrowth
{
    /// <summary>Claims that are smaller than the spec says and can be asked to grow.</summary>
    public required IReadOnlyList<ObservedClaim> ToGrow { get; init; }

    /// <summary>Why the size cannot follow the spec; null when it can.</summary>
    public string? Refusal { get; init; }

    /// <summary>Size for the claim template: the spec's, or the set's own when a claim refuses to grow.</summary>
    public required Quantity TemplateSize { get; init; }

    public static StorageGrowth Of(Observed observed)
    {
        var wanted = observed.App.Spec.Storage.Amount;
        var smaller = observed.Claims.Where(claim => claim.IsBound && !claim.IsTerminating && claim.Requested < wanted).ToList();
        var refusing = smaller.FirstOrDefault(claim => claim.CanGrow == false);
        var current = SizeOf(observed);
        return new StorageGrowth
        {
            ToGrow = refusing is null ? smaller : [],
            Refusal = refusing is null ? null : Sentence(refusing, wanted),
            TemplateSize = current is null || (refusing is null && current < wanted) ? wanted : current.Value,
        };
    }

    /// <summary>The size in the claim template of the set that is there.</summary>
    public static Quantity? SizeOf(Observed observed) => SizeOf(observed.Set);

    public static Quantity? SizeOf(StatefulSet? set) =>
        set?.Spec?.VolumeClaimTemplates is [{ Spec.Resources.Requests: { } requests }, ..] && requests.TryGetValue("storage", out var size)
            ? size
            : default(Quantity?);

    private static string Sentence(ObservedClaim claim, Quantity wanted) =>
        $"Claim {claim.Name} cannot grow from {claim.Requested} to {wanted}: storage class {claim.StorageClass} does not allow volume expansion. "
        + "If its driver can expand volumes, set allowVolumeExpansion: true on the class.";
}
