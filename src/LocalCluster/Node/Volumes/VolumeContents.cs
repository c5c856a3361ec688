using System.Text;
using Kubernetes.Models;
using Kubernetes.Models.Core;
using LocalCluster.Node.Variables;

namespace LocalCluster.Node.Volumes;

/// <summary>What the files of a config map, secret, downward API or projected volume hold right now.</summary>
internal sealed class VolumeContents(
    Pod pod, string podAddress, ConfigSource source, ServiceAccountTokens tokens, string hostAddress, IReadOnlyDictionary<string, Quantity> allocatable)
{
    private const int DefaultMode = 0b110_100_100;

    /// <summary>Null when the volume is not of files that the node writes.</summary>
    /// <exception cref="ConfigurationException">Something that the volume needs is not there.</exception>
    public async Task<IReadOnlyList<VolumeFile>?> ReadAsync(Volume volume, CancellationToken cancellationToken) => volume switch
    {
        { ConfigMap: { } map } => await ConfigMapAsync(map.Name, map.Items, map.Optional, map.DefaultMode, cancellationToken),
        { Secret: { } secret } => await SecretAsync(secret.SecretName, secret.Items, secret.Optional, secret.DefaultMode, cancellationToken),
        { DownwardAPI: { } downward } => Downward(downward.Items, downward.DefaultMode),
        { Projected: { } projected } => await ProjectedAsync(projected, cancellationToken),
        _ => null,
    };

    private async Task<IReadOnlyList<VolumeFile>> ProjectedAsync(ProjectedVolumeSource projected, CancellationToken cancellationToken)
    {
        var files = new List<VolumeFile>();
        foreach (var part in projected.Sources ?? [])
        {
            files.AddRange(part switch
            {
                { ConfigMap: { } map } => await ConfigMapAsync(map.Name, map.Items, map.Optional, projected.DefaultMode, cancellationToken),
                { Secret: { } secret } => await SecretAsync(secret.Name, secret.Items, secret.Optional, projected.DefaultMode, cancellationToken),
                { DownwardAPI: { } downward } => Downward(downward.Items, projected.DefaultMode),
                { ServiceAccountToken: { } token } =>
                    [new VolumeFile(token.Path, await tokens.TokenAsync(pod, token, cancellationToken), projected.DefaultMode ?? DefaultMode)],
                _ => throw new ConfigurationException("this projection is not supported by the local cluster: use configMap, secret, downwardAPI or serviceAccountToken"),
            });
        }

        return files;
    }

    private async Task<IReadOnlyList<VolumeFile>> ConfigMapAsync(
        string? name, IReadOnlyList<KeyToPath>? items, bool? optional, int? mode, CancellationToken cancellationToken)
    {
        if (await source.ConfigMapAsync(name ?? "", optional == true, cancellationToken) is not { } map) return [];

        var all = (map.Data ?? new Dictionary<string, string>()).ToDictionary(pair => pair.Key, pair => Encoding.UTF8.GetBytes(pair.Value), StringComparer.Ordinal);
        foreach (var (key, value) in map.BinaryData ?? new Dictionary<string, byte[]>()) all[key] = value;
        return Select(all, items, optional, mode);
    }

    private async Task<IReadOnlyList<VolumeFile>> SecretAsync(
        string? name, IReadOnlyList<KeyToPath>? items, bool? optional, int? mode, CancellationToken cancellationToken)
    {
        if (await source.SecretAsync(name ?? "", optional == true, cancellationToken) is not { } secret) return [];

        return Select(secret.Data ?? new Dictionary<string, byte[]>(), items, optional, mode);
    }

    private static List<VolumeFile> Select(IReadOnlyDictionary<string, byte[]> all, IReadOnlyList<KeyToPath>? items, bool? optional, int? mode)
    {
        if (items is null) return [.. all.Select(pair => new VolumeFile(pair.Key, pair.Value, mode ?? DefaultMode))];

        if (optional != true && items.FirstOrDefault(item => !all.ContainsKey(item.Key)) is { } missing)
            throw new ConfigurationException($"references non-existent config key: {missing.Key}");
        return [.. items.Where(item => all.ContainsKey(item.Key)).Select(item => new VolumeFile(item.Path, all[item.Key], item.Mode ?? mode ?? DefaultMode))];
    }

    private List<VolumeFile> Downward(IReadOnlyList<DownwardAPIVolumeFile>? items, int? mode) =>
        [.. (items ?? []).Select(item => new VolumeFile(item.Path, Encoding.UTF8.GetBytes(Read(item)), item.Mode ?? mode ?? DefaultMode))];

    private string Read(DownwardAPIVolumeFile item) =>
        item.FieldRef is { } field ? FieldPaths.Read(pod, field.FieldPath, podAddress, hostAddress)
        : item.ResourceFieldRef is { } resource ? ResourceFields.Read(pod, resource, "", allocatable)
        : "";
}
