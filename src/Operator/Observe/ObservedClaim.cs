using Kubernetes.Models;
using Kubernetes.Models.Core;
using Operator.Api;

namespace Operator.Observe;

/// <summary>What the stages need to know about one claim.</summary>
internal sealed record ObservedClaim
{
    public required string Name { get; init; }

    public required string Uid { get; init; }

    public required int Ordinal { get; init; }

    public string Colour { get; init; } = Api.Colour.Blue;

    /// <summary>Whether it is marked as one of a second colour that serves.</summary>
    public bool IsMarkedServing { get; init; }

    public required Quantity Requested { get; init; }

    /// <summary>What the volume holds today; null until the claim is bound.</summary>
    public Quantity? Capacity { get; init; }

    public string? Phase { get; init; }

    public string? StorageClass { get; init; }

    /// <summary>Whether the class lets volumes grow; null when that is not known.</summary>
    public bool? CanGrow { get; init; }

    public bool IsTerminating { get; init; }

    /// <summary>Whether the claim goes when the app goes: it names the app as an owner.</summary>
    public bool IsOwnedByApp { get; init; }

    /// <summary>Whether it carries the app's labels. A claim that was there before the app, such as a restored one, may not.</summary>
    public bool IsLabelled { get; init; }

    /// <summary>What the storage driver says about a resize that is under way or has failed.</summary>
    public string? ResizeMessage { get; init; }

    public bool IsBound => Phase == "Bound";

    /// <summary>The claim as the set names it, or null for a claim that is none of the app's.</summary>
    public static ObservedClaim? From(PersistentVolumeClaim claim, CounterApp app) => From(claim, app, Api.Colour.Blue) ?? From(claim, app, Api.Colour.Green);

    private static ObservedClaim? From(PersistentVolumeClaim claim, CounterApp app, string colour)
    {
        var owner = $"{app.Spec.Storage.VolumeName}-{Names.StatefulSet(app.Metadata.Name ?? "", colour)}";
        if (Names.Ordinal(claim.Metadata.Name ?? "", owner) is not { } ordinal) return null;
        return new ObservedClaim
        {
            Name = claim.Metadata.Name ?? "",
            Uid = claim.Metadata.Uid ?? "",
            Ordinal = ordinal,
            Colour = colour,
            IsMarkedServing = claim.Metadata.Annotations?.ContainsKey(Annotations.Serving) == true,
            Requested = Storage(claim.Spec?.Resources?.Requests) ?? "0",
            Capacity = Storage(claim.Status?.Capacity),
            Phase = claim.Status?.Phase,
            StorageClass = claim.Spec?.StorageClassName,
            IsTerminating = claim.Metadata.DeletionTimestamp is not null,
            IsOwnedByApp = claim.Metadata.OwnerReferences?.Any(owner => owner.Uid == app.Metadata.Uid) ?? false,
            IsLabelled = Labels.For(app.Metadata.Name ?? "").All(label => claim.Metadata.Labels?.GetValueOrDefault(label.Key) == label.Value),
            ResizeMessage = claim.Status?.Conditions?
                .Where(condition => condition.Status == "True")
                .Select(condition => string.IsNullOrEmpty(condition.Message) ? condition.Type : $"{condition.Type}: {condition.Message}")
                .FirstOrDefault(),
        };
    }

    private static Quantity? Storage(IReadOnlyDictionary<string, Quantity>? amounts) =>
        amounts is not null && amounts.TryGetValue("storage", out var amount) ? amount : default(Quantity?);
}
