using Kubernetes.Client;
using Kubernetes.Models;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using LocalCluster.Node.Pods;
using LocalCluster.Node.Variables;

namespace LocalCluster.Node.Volumes;

/// <summary>Makes the volumes of one pod on the host, and keeps those up to date whose files the node writes.</summary>
internal sealed class PodVolumes(
    KubeClient client, PodDirectories directories, TimeProvider time, string hostAddress, IReadOnlyDictionary<string, Quantity> allocatable)
{
    private readonly ServiceAccountTokens _tokens = new(client, time);

    /// <summary>Where each volume lies on the host, by name. May be called again at any time.</summary>
    /// <exception cref="MountException">One cannot be made, now.</exception>
    public async Task<IReadOnlyDictionary<string, string>> PrepareAsync(Pod pod, string podAddress, CancellationToken cancellationToken)
    {
        var source = new ConfigSource(client, pod.Metadata.Namespace ?? "");
        var contents = new VolumeContents(pod, podAddress, source, _tokens, hostAddress, allocatable);
        var paths = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var volume in pod.Spec?.Volumes ?? []) paths[volume.Name] = await PrepareAsync(pod, volume, contents, cancellationToken);
        return paths;
    }

    private async Task<string> PrepareAsync(Pod pod, Volume volume, VolumeContents contents, CancellationToken cancellationToken)
    {
        try
        {
            if (volume.PersistentVolumeClaim is { } claim) return await ClaimAsync(pod, volume.Name, claim.ClaimName, cancellationToken);
            if (volume.HostPath is { } hostPath) return HostPath(volume.Name, hostPath);

            var directory = directories.Volume(volume.Name);
            if (await contents.ReadAsync(volume, cancellationToken) is { } files)
                await VolumeFiles.WriteAsync(directory, files, cancellationToken);
            else if (volume.EmptyDir is null)
                throw new MountException("this kind of volume is not supported by the local cluster: use persistentVolumeClaim, emptyDir, configMap, secret, downwardAPI, projected or hostPath");
            return directory;
        }
        catch (ConfigurationException e)
        {
            throw new MountException($"MountVolume.SetUp failed for volume \"{volume.Name}\" : {e.Message}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MountException($"MountVolume.SetUp failed for volume \"{volume.Name}\" : {e.Message}");
        }
    }

    private async Task<string> ClaimAsync(Pod pod, string volume, string name, CancellationToken cancellationToken)
    {
        var claim = await client.FindAsync<PersistentVolumeClaim>(new ObjectKey(pod.Metadata.Namespace, name), cancellationToken)
            ?? throw new MountException($"persistentvolumeclaim \"{name}\" not found");
        if (claim.Metadata.DeletionTimestamp is not null) throw new MountException($"can't use PVC {pod.Metadata.Namespace}/{name} because it is being deleted");
        if (claim.Status?.Phase != "Bound" || claim.Spec?.VolumeName is not { Length: > 0 } bound)
            throw new MountException($"PVC {pod.Metadata.Namespace}/{name} is not bound");

        var persistent = await client.FindAsync<PersistentVolume>(new ObjectKey(null, bound), cancellationToken)
            ?? throw new MountException($"persistentvolume \"{bound}\" not found");
        var path = persistent.Spec?.HostPath?.Path ?? persistent.Spec?.Local?.Path
            ?? throw new MountException($"MountVolume.SetUp failed for volume \"{volume}\" : persistentvolume \"{bound}\" has neither hostPath nor local");
        return Directory.CreateDirectory(path).FullName;
    }

    private static string HostPath(string volume, HostPathVolumeSource source)
    {
        if (source.Type == "DirectoryOrCreate") Directory.CreateDirectory(source.Path);
        var complaint = source.Type switch
        {
            "Directory" when !Directory.Exists(source.Path) => "is not a directory",
            "File" when !File.Exists(source.Path) => "is not a file",
            _ => null,
        };
        return complaint is null ? source.Path
            : throw new MountException($"MountVolume.SetUp failed for volume \"{volume}\" : hostPath type check failed: {source.Path} {complaint}");
    }
}
