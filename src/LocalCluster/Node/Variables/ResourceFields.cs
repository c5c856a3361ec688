using System.Globalization;
using Kubernetes.Models;
using Kubernetes.Models.Core;

namespace LocalCluster.Node.Variables;

/// <summary>
/// A container's requests and limits as text (core/v1 ResourceFieldSelector): divided by the divisor and rounded up. A limit that
/// is not set is what the node has.
/// </summary>
internal static class ResourceFields
{
    /// <exception cref="ConfigurationException">There is no such resource or container.</exception>
    public static string Read(Pod pod, ResourceFieldSelector selector, string defaultContainer, IReadOnlyDictionary<string, Quantity> allocatable)
    {
        var name = selector.ContainerName ?? defaultContainer;
        var container = (pod.Spec?.Containers ?? []).Concat(pod.Spec?.InitContainers ?? []).FirstOrDefault(candidate => candidate.Name == name)
            ?? throw new ConfigurationException($"container {name} not found");
        var (kind, resource) = Split(selector.Resource);
        var own = kind == "limits" ? container.Resources?.Limits : container.Resources?.Requests;
        var amount = Find(own, resource) ?? (kind == "limits" ? Find(allocatable, resource) : null) ?? 0m;
        var divisor = selector.Divisor is { } given && given.Value > 0 ? given.Value : 1m;
        return Math.Ceiling(amount / divisor).ToString("0", CultureInfo.InvariantCulture);
    }

    private static (string Kind, string Resource) Split(string text)
    {
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        var kind = dot < 0 ? "" : text[..dot];
        return kind is "limits" or "requests" ? (kind, text[(dot + 1)..]) : throw new ConfigurationException($"unsupported container resource : {text}");
    }

    private static decimal? Find(IReadOnlyDictionary<string, Quantity>? amounts, string resource) =>
        amounts is not null && amounts.TryGetValue(resource, out var amount) ? amount.Value : null;
}
