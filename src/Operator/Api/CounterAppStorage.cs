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
    [Description("Size of each volume. It may grow, where the storage class can expand volumes; it never shrinks.")]
    [MinLength(1), MaxLength(32)]
    [Rule("isQuantity(self) && quantity(self).isGreaterThan(quantity('0'))", "storage.size must be a positive quantity such as 10Mi or 1Gi")]
    [Rule("!isQuantity(self) || !isQuantity(oldSelf) || quantity(self).compareTo(quantity(oldSelf)) >= 0",
        "storage.size can grow but never shrink: write the old size or a larger one")]
    [OnChange(ChangeEffect.KeepsPods)]
    public string Size { get; init; } = "10Mi";

    /// <summary>The size as an amount that can be compared; nothing when the text is none, which <see cref="SpecRules"/> tell.</summary>
    internal Quantity Amount => Quantity.TryParse(Size, out _) ? new Quantity(Size) : default;

    [Description("Storage class of the claims. The cluster's default class when it is not set.")]
    [MaxLength(253)]
    [RegularExpression(@"^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*)?$")]
    [OnChange(ChangeEffect.Refused)]
    public string? StorageClassName { get; init; }

    [Description("How the volume may be mounted. The app writes to it, so that ReadOnlyMany alone is not enough.")]
    [AllowedValues("ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany", "ReadWriteOncePod")]
    [UniqueItems, MinLength(1), MaxLength(4)]
    [Rule("self.exists(mode, mode != 'ReadOnlyMany')", "storage.accessModes needs a mode in which the app can write: add ReadWriteOnce, ReadWriteMany or ReadWriteOncePod")]
    [Rule("self.size() == 1 || !self.exists(mode, mode == 'ReadWriteOncePod')", "storage.accessModes: ReadWriteOncePod goes with no other mode: remove it or the others")]
    [Rule("self == oldSelf", "storage.accessModes is immutable: create a new CounterApp to change it")]
    [OnChange(ChangeEffect.Refused)]
    public IReadOnlyList<string> AccessModes { get; init; } = ["ReadWriteOnce"];

    [Description("Name of the volume: the claims are named <volumeName>-<name>-<ordinal>.")]
    [MinLength(1), MaxLength(63)]
    [RegularExpression("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")]
    [Rule("self == oldSelf", "storage.volumeName is immutable: create a new CounterApp to use another name")]
    [OnChange(ChangeEffect.Refused)]
    public string VolumeName { get; init; } = "visits";

    [Description("Directory at which the app finds the volume.")]
    [MinLength(2), MaxLength(255)]
    [RegularExpression("^/[^:]*$")]
    [OnChange(ChangeEffect.RollsPods)]
    public string MountPath { get; init; } = "/data";

    [Description("What happens to the claims when the CounterApp is deleted.")]
    [AllowedValues("Retain", "Delete")]
    [OnChange(ChangeEffect.KeepsPods)]
    public string WhenDeleted { get; init; } = "Retain";

    [Description("What happens to a claim when its pod is scaled away.")]
    [AllowedValues("Retain", "Delete")]
    [OnChange(ChangeEffect.KeepsPods)]
    public string WhenScaled { get; init; } = "Retain";
}
