using Kubernetes.Models.Discovery;

namespace LocalCluster.Controllers.EndpointSlices;

/// <summary>What makes the stored slices of a service equal to its endpoints.</summary>
internal sealed record SlicePlan(
    IReadOnlyList<EndpointSlice> Create,
    IReadOnlyList<EndpointSlice> Update,
    IReadOnlyList<EndpointSlice> Delete);
