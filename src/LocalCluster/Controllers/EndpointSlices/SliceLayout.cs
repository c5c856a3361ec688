using Kubernetes.Models.Discovery;
using Endpoint = Kubernetes.Models.Discovery.Endpoint;

namespace LocalCluster.Controllers.EndpointSlices;

/// <summary>
/// Distributes endpoints over slices of at most 100. An endpoint stays in the slice where it is, at the place of its pod's age; a service
/// without endpoints keeps one empty slice.
/// </summary>
internal static class SliceLayout
{
    private const int MaxEndpoints = 100;

    public static IReadOnlyList<SliceContent> Of(IReadOnlyList<EndpointGroup> groups, IEnumerable<EndpointSlice> existing)
    {
        var free = existing.OrderBy(slice => slice.Metadata.Name, StringComparer.Ordinal).ToList();
        List<SliceContent> layout = [];
        foreach (var group in groups.Count > 0 ? groups : [new EndpointGroup([], [])])
        {
            layout.AddRange(Fill(group, free));
        }

        return layout;
    }

    private static IEnumerable<SliceContent> Fill(EndpointGroup group, List<EndpointSlice> free)
    {
        var missing = group.Endpoints.ToDictionary(Identity);
        var taken = Take(group, free).Select(slice => (Slice: slice, Endpoints: Keep(slice, missing))).ToList();
        var added = new Queue<Endpoint>(group.Endpoints.Where(endpoint => missing.ContainsKey(Identity(endpoint))));
        foreach (var (slice, endpoints) in taken)
        {
            while (endpoints.Count < MaxEndpoints && added.TryDequeue(out var endpoint)) endpoints.Add(endpoint);
            if (endpoints.Count == 0 && group.Endpoints.Count > 0) continue;

            free.Remove(slice);
            yield return new SliceContent(slice, group with { Endpoints = [.. group.Endpoints.Intersect(endpoints)] });
        }

        if (taken.Count == 0 && added.Count == 0) yield return new SliceContent(null, group);
        while (added.Count > 0)
        {
            List<Endpoint> endpoints = [];
            while (endpoints.Count < MaxEndpoints && added.TryDequeue(out var endpoint)) endpoints.Add(endpoint);
            yield return new SliceContent(null, group with { Endpoints = endpoints });
        }
    }

    /// <summary>
    /// The slices of the same ports. Failing that one of other ports is rewritten as a whole, above all the empty slice of a service
    /// that has just got its first endpoint.
    /// </summary>
    private static List<EndpointSlice> Take(EndpointGroup group, List<EndpointSlice> free)
    {
        var same = free.Where(slice => PortComparer.Instance.Equals(slice.Ports ?? [], group.Ports)).ToList();
        if (same.Count == 0) return [.. free.Take(1)];

        // An empty service needs no more than one of them.
        return group.Endpoints.Count == 0 ? same[..1] : same;
    }

    private static List<Endpoint> Keep(EndpointSlice slice, Dictionary<string, Endpoint> missing)
    {
        List<Endpoint> kept = [];
        foreach (var endpoint in slice.Endpoints ?? [])
        {
            if (missing.Remove(Identity(endpoint), out var current)) kept.Add(current);
        }

        return kept;
    }

    private static string Identity(Endpoint endpoint) => endpoint.TargetRef?.Uid ?? "";
}
