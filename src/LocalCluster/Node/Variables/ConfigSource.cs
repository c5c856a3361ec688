using Kubernetes.Client;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;

namespace LocalCluster.Node.Variables;

/// <summary>Config maps and secrets of one pod's namespace, each read at most once: make a new one for every start of a container.</summary>
internal sealed class ConfigSource(KubeClient client, string @namespace)
{
    private readonly Dictionary<string, ConfigMap?> _configMaps = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Secret?> _secrets = new(StringComparer.Ordinal);

    /// <summary>Null when it is not there and may be missing.</summary>
    /// <exception cref="ConfigurationException">It is not there and has to be.</exception>
    public async Task<ConfigMap?> ConfigMapAsync(string name, bool optional, CancellationToken cancellationToken)
    {
        if (!_configMaps.TryGetValue(name, out var found))
            _configMaps[name] = found = await client.FindAsync<ConfigMap>(new ObjectKey(@namespace, name), cancellationToken);
        return found is null && !optional ? throw new ConfigurationException($"configmap \"{name}\" not found") : found;
    }

    /// <inheritdoc cref="ConfigMapAsync"/>
    public async Task<Secret?> SecretAsync(string name, bool optional, CancellationToken cancellationToken)
    {
        if (!_secrets.TryGetValue(name, out var found))
            _secrets[name] = found = await client.FindAsync<Secret>(new ObjectKey(@namespace, name), cancellationToken);
        return found is null && !optional ? throw new ConfigurationException($"secret \"{name}\" not found") : found;
    }
}
