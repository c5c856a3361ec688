using System.Text.Json;
using Kubernetes.Models.Discovery;
using Kubernetes.Models.Meta;

namespace LocalCluster.Controllers.EndpointSlices;

/// <summary>What the controller decides about a slice, as text: equal text means that there is nothing to write.</summary>
internal static class SliceText
{
    public static string Of(EndpointSlice slice)
    {
        var decided = new EndpointSlice
        {
            Metadata = new ObjectMeta
            {
                Labels = Sorted(slice.Metadata.Labels),
                OwnerReferences = slice.Metadata.OwnerReferences,
            },
            AddressType = slice.AddressType,
            Endpoints = slice.Endpoints is { Count: > 0 } endpoints ? endpoints : null,
            Ports = slice.Ports is { Count: > 0 } ports ? ports : null,
        };
        return JsonSerializer.Serialize(decided, EndpointSlice.Json);
    }

    private static Dictionary<string, string> Sorted(IReadOnlyDictionary<string, string>? labels) =>
        (labels ?? new Dictionary<string, string>()).OrderBy(label => label.Key, StringComparer.Ordinal).ToDictionary();
}
