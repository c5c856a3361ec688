using Kubernetes.Models.Meta;

namespace LocalCluster.Controllers.Namespaces;

/// <summary>What of one kind is still in a namespace.</summary>
internal sealed record Remainder(ResourceType Type, IReadOnlyList<ObjectMeta> Objects);
