using Kubernetes.Models.Core;

namespace LocalCluster.Controllers.PersistentVolumeClaims;

/// <summary>
/// Where the data of claims lies: <c>volumes/&lt;namespace&gt;/&lt;claim&gt;</c> below the data directory, so that a claim of the same
/// name finds its files again when the cluster is started anew over the same data.
/// </summary>
internal sealed class VolumeDirectories(string dataDirectory)
{
    private readonly string _root = Path.Combine(Path.GetFullPath(dataDirectory), "volumes");

    /// <summary>The directory for a claim's new volume, or null while the volume of an earlier claim of this name is still being deleted.</summary>
    public string? Choose(PersistentVolumeClaim claim, IReadOnlyCollection<PersistentVolume> volumes)
    {
        var path = Path.Combine(_root, claim.Metadata.Namespace ?? "", claim.Metadata.Name ?? "");
        var holder = volumes.FirstOrDefault(volume => volume.Spec?.HostPath?.Path == path && volume.Spec.ClaimRef?.Uid != claim.Metadata.Uid);
        if (holder is null) return path;

        // A volume that its class retains keeps its data and its place.
        return holder.Spec?.PersistentVolumeReclaimPolicy == "Retain" ? $"{path}.{claim.Metadata.Uid}" : null;
    }

    public static void Create(string path) => Directory.CreateDirectory(path);

    /// <summary>Deletes a volume's data. A path outside our own directory is never touched, whatever the volume says.</summary>
    public void Delete(PersistentVolume volume)
    {
        if (volume.Spec?.HostPath?.Path is not { } path) return;

        var full = Path.GetFullPath(path);
        if (!full.StartsWith(_root + Path.DirectorySeparatorChar, StringComparison.Ordinal)) return;
        if (Directory.Exists(full)) Directory.Delete(full, recursive: true);
    }
}
