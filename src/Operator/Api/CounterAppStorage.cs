using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Kubernetes.Models;
using Operator.Api.Definitions;

namespace Operator.Api;

/// <summary>The claim that each pod keeps its visits on.</summary>
[Rule("has(self.storageClassName) == has(oldSelf.storageClassName) && (!has(self.storageClassName) || self.storageClassName == oldSelf.storageClassName)",
    "storage.storageClassName is immutable: create a new CounterApp to move to another class")]
public sealed record CounterAppStorage
{
    [Description("Size of each volume. It may grow, which restarts nothing where the storage class can expand volumes; it never shrinks.")]
    [MinLength(1), MaxLength(32)]
    [Rule("isQuantity(self) && quantity(self).isGreaterThan(quantity('0'))", "storage.size must be a positive quantity such as 10Mi or 1Gi")]
    [Rule("!isQuantity(self) || !isQuantity(oldSelf) || quantity(self).compareTo(quantity(oldSelf)) >= 0",
        "storage.size can grow but never shrink: write the old size or a larger one")]
    public string Size { get; init; } = "10Mi";

    /// <summary>The size as an amount that can be compared; nothing when the text is none, which <see cref="SpecRules"/> tell.</summary>
    internal Quantity Amount => Quantity.TryParse(Size, out _) ? new Quantity(Size) : default;

    [Description("Storage class of the claims. The cluster's default class when it is not set. Immutable.")]
    [MaxLength(253)]
    public string? StorageClassName { get; init; }

    [Description("How the volume may be mounted. Immutable.")]
    [AllowedValues("ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany", "ReadWriteOncePod")]
    [UniqueItems, MinLength(1), MaxLength(4)]
    [Rule("self == oldSelf", "storage.accessModes is immutable: create a new CounterApp to change it")]
    public IReadOnlyList<string> AccessModes { get; init; } = ["ReadWriteOnce"];

    [Description("Name of the volume: the claims are named <volumeName>-<name>-<ordinal>. Immutable.")]
    [MinLength(1), MaxLength(63)]
    [RegularExpression("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")]
    [Rule("self == oldSelf", "storage.volumeName is immutable: create a new CounterApp to use another name")]
    public string VolumeName { get; init; } = "visits";

    [Description("Directory at which the app finds the volume. Changing it rolls the pods.")]
    [MinLength(2), MaxLength(255)]
    [RegularExpression("^/[^:]*$")]
    public string MountPath { get; init; } = "/data";

    [Description("What happens to the claims when the CounterApp is deleted.")]
    [AllowedValues("Retain", "Delete")]
    public string WhenDeleted { get; init; } = "Retain";

    [Description("What happens to a claim when its pod is scaled away.")]
    [AllowedValues("Retain", "Delete")]
    public string WhenScaled { get; init; } = "Retain";
}
