using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;

namespace LocalCluster.ApiServer.Tables;

/// <summary>Claims, volumes and storage classes.</summary>
internal static class StorageLayouts
{
    private const string DefaultClass = "storageclass.kubernetes.io/is-default-class";

    private static readonly TableColumn Mode = new("VolumeMode", "string", Priority: 1);

    public static TableLayout Claims { get; } = new(
        [
            StandardColumns.Name, new("Status", "string"), new("Volume", "string"), new("Capacity", "string"), new("Access Modes", "string"),
            new("StorageClass", "string"), new("VolumeAttributesClass", "string"), StandardColumns.Age, Mode,
        ],
        (claim, now) =>
        [
            claim.Name(), Phase(claim), claim.Text("spec", "volumeName") ?? "", claim.Text("status", "capacity", "storage") ?? "", Modes(claim, "status"),
            claim.Text("spec", "storageClassName") ?? "", claim.Text("spec", "volumeAttributesClassName") ?? "<unset>", StandardColumns.AgeOf(claim, now),
            claim.Text("spec", "volumeMode") ?? "Filesystem",
        ]);

    public static TableLayout Volumes { get; } = new(
        [
            StandardColumns.Name, new("Capacity", "string"), new("Access Modes", "string"), new("Reclaim Policy", "string"), new("Status", "string"),
            new("Claim", "string"), new("StorageClass", "string"), new("VolumeAttributesClass", "string"), new("Reason", "string"), StandardColumns.Age, Mode,
        ],
        (volume, now) =>
        [
            volume.Name(), volume.Text("spec", "capacity", "storage") ?? "", Modes(volume, "spec"), volume.Text("spec", "persistentVolumeReclaimPolicy") ?? "", Phase(volume),
            Claim(volume), volume.Text("spec", "storageClassName") ?? "", volume.Text("spec", "volumeAttributesClassName") ?? "<unset>", volume.Text("status", "reason") ?? "",
            StandardColumns.AgeOf(volume, now), volume.Text("spec", "volumeMode") ?? "Filesystem",
        ]);

    public static TableLayout Classes { get; } = new(
        [
            StandardColumns.Name, new("Provisioner", "string"), new("ReclaimPolicy", "string"), new("VolumeBindingMode", "string"),
            new("AllowVolumeExpansion", "string"), StandardColumns.Age,
        ],
        (kind, now) =>
        [
            kind.Object("metadata", "annotations").Text(DefaultClass) == "true" ? kind.Name() + " (default)" : kind.Name(), kind.Text("provisioner"),
            kind.Text("reclaimPolicy") ?? "Delete", kind.Text("volumeBindingMode") ?? "Immediate", kind.Flag("allowVolumeExpansion") ?? false, StandardColumns.AgeOf(kind, now),
        ]);

    private static string Phase(JsonObject obj) => obj.Text("metadata", "deletionTimestamp") is null ? obj.Text("status", "phase") ?? "" : "Terminating";

    private static string Claim(JsonObject volume) =>
        volume.Object("spec", "claimRef") is { } claim ? $"{claim.Text("namespace")}/{claim.Text("name")}" : "";

    private static string Modes(JsonObject obj, string part) => string.Join(',', obj.Texts(part, "accessModes").Distinct().Select(mode => mode switch
    {
        "ReadWriteOnce" => "RWO",
        "ReadOnlyMany" => "ROX",
        "ReadWriteMany" => "RWX",
        "ReadWriteOncePod" => "RWOP",
        _ => mode,
    }));
}
