using Kubernetes.Models.Discovery;

namespace LocalCluster.Controllers.EndpointSlices;

/// <summary>What one slice is to hold; <paramref name="Existing"/> is the stored one that takes it, or null for a new one.</summary>
internal sealed record SliceContent(EndpointSlice? Existing, EndpointGroup Group);
