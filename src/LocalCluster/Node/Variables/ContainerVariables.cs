using System.Text;
using Kubernetes.Models;
using Kubernetes.Models.Core;

namespace LocalCluster.Node.Variables;

/// <summary>A container's environment: the image's, then the node's, then `envFrom`, then `env`, each winning over those before.</summary>
internal sealed class ContainerVariables(ConfigSource source, Pod pod, string podAddress, string hostAddress, IReadOnlyDictionary<string, Quantity> allocatable)
{
    /// <exception cref="ConfigurationException">A config map, secret, key or field that has to be there is not.</exception>
    public async Task<IReadOnlyDictionary<string, string>> ResolveAsync(
        Container container, IReadOnlyDictionary<string, string> given, CancellationToken cancellationToken)
    {
        var result = new Dictionary<string, string>(given, StringComparer.Ordinal);
        foreach (var from in container.EnvFrom ?? []) await AddAllAsync(result, from, cancellationToken);
        foreach (var variable in container.Env ?? [])
        {
            var value = variable.ValueFrom is { } reference
                ? await ReadAsync(reference, container.Name, cancellationToken)
                : VariableExpansion.Expand(variable.Value ?? "", result);
            if (value is not null) result[variable.Name] = value;
        }

        return result;
    }

    private async Task AddAllAsync(Dictionary<string, string> result, EnvFromSource from, CancellationToken cancellationToken)
    {
        if (from.ConfigMapRef is { } map && await source.ConfigMapAsync(map.Name ?? "", map.Optional == true, cancellationToken) is { } configMap)
        {
            foreach (var (key, value) in configMap.Data ?? new Dictionary<string, string>()) result[from.Prefix + key] = value;
        }

        if (from.SecretRef is { } reference && await source.SecretAsync(reference.Name ?? "", reference.Optional == true, cancellationToken) is { } secret)
        {
            foreach (var (key, value) in secret.Data ?? new Dictionary<string, byte[]>()) result[from.Prefix + key] = Encoding.UTF8.GetString(value);
        }
    }

    /// <summary>Null when the value is optional and not there: the variable is then left out.</summary>
    private async Task<string?> ReadAsync(EnvVarSource reference, string container, CancellationToken cancellationToken) => reference switch
    {
        { FieldRef: { } field } => FieldPaths.Read(pod, field.FieldPath, podAddress, hostAddress),
        { ResourceFieldRef: { } resource } => ResourceFields.Read(pod, resource, container, allocatable),
        { ConfigMapKeyRef: { } key } => await FromConfigMapAsync(key, cancellationToken),
        { SecretKeyRef: { } key } => await FromSecretAsync(key, cancellationToken),
        _ => throw new ConfigurationException("this source of an environment variable is not supported by the local cluster: use value, fieldRef, resourceFieldRef, configMapKeyRef or secretKeyRef"),
    };

    private async Task<string?> FromConfigMapAsync(ConfigMapKeySelector selector, CancellationToken cancellationToken)
    {
        var map = await source.ConfigMapAsync(selector.Name ?? "", selector.Optional == true, cancellationToken);
        if (map?.Data?.TryGetValue(selector.Key, out var value) == true) return value;

        return selector.Optional == true ? null
            : throw new ConfigurationException($"couldn't find key {selector.Key} in ConfigMap {pod.Metadata.Namespace}/{selector.Name}");
    }

    private async Task<string?> FromSecretAsync(SecretKeySelector selector, CancellationToken cancellationToken)
    {
        var secret = await source.SecretAsync(selector.Name ?? "", selector.Optional == true, cancellationToken);
        if (secret?.Data?.TryGetValue(selector.Key, out var value) == true) return Encoding.UTF8.GetString(value);

        return selector.Optional == true ? null
            : throw new ConfigurationException($"couldn't find key {selector.Key} in Secret {pod.Metadata.Namespace}/{selector.Name}");
    }
}
