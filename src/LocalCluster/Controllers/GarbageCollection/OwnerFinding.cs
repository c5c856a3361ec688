using Kubernetes.Models.Meta;

namespace LocalCluster.Controllers.GarbageCollection;

/// <summary>One owner reference and what was found at its end.</summary>
internal sealed record OwnerFinding(OwnerReference Owner, OwnerState State);
