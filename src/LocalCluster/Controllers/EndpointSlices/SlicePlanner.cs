using Kubernetes.Models.Core;
using Kubernetes.Models.Discovery;

namespace LocalCluster.Controllers.EndpointSlices;

/// <summary>Compares the slices of a service with what they should be.</summary>
internal static class SlicePlanner
{
    public static SlicePlan Decide(Service service, IEnumerable<Pod> pods, IReadOnlyList<EndpointSlice> existing, DateTimeOffset? trigger)
    {
        var layout = SliceLayout.Of(ServiceEndpoints.Of(service, pods), existing);
        var used = layout.Select(content => content.Existing).ToHashSet();
        var wanted = layout.Select(content => (content.Existing, Slice: SliceFor(service, content)))
            .Where(pair => pair.Existing is null || SliceText.Of(pair.Existing) != SliceText.Of(pair.Slice))
            .Select(pair => (pair.Existing, Slice: Triggered(pair.Slice, trigger)))
            .ToLookup(pair => pair.Existing is null, pair => pair.Slice);
        return new SlicePlan([.. wanted[true]], [.. wanted[false]], [.. existing.Where(slice => !used.Contains(slice))]);
    }

    private static EndpointSlice SliceFor(Service service, SliceContent content) => new()
    {
        Metadata = SliceMetadata.For(service, content.Existing?.Metadata),
        AddressType = "IPv4",
        Endpoints = content.Group.Endpoints is { Count: > 0 } endpoints ? endpoints : null,
        Ports = content.Group.Ports is { Count: > 0 } ports ? ports : null,
    };

    private static EndpointSlice Triggered(EndpointSlice slice, DateTimeOffset? trigger) =>
        slice with { Metadata = SliceMetadata.WithTrigger(slice.Metadata, trigger) };
}
