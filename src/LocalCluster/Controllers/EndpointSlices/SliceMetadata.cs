using System.Globalization;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;

namespace LocalCluster.Controllers.EndpointSlices;

/// <summary>Names, labels and owner of a service's slices.</summary>
internal static class SliceMetadata
{
    public const string ServiceNameLabel = "kubernetes.io/service-name";

    public const string ManagedByLabel = "endpointslice.kubernetes.io/managed-by";

    public const string Keeper = "endpointslice-controller.k8s.io";

    private const string HeadlessLabel = "service.kubernetes.io/headless";

    private const string TriggerAnnotation = "endpoints.kubernetes.io/last-change-trigger-time";

    public static ObjectMeta For(Service service, ObjectMeta? old)
    {
        var metadata = old ?? new ObjectMeta { GenerateName = $"{service.Metadata.Name}-", Namespace = service.Metadata.Namespace };
        return metadata with { Labels = LabelsFor(service), OwnerReferences = [OwnerFor(service)] };
    }

    /// <summary>The annotation says which change of a pod or of the service led to this write; without one it goes.</summary>
    public static ObjectMeta WithTrigger(ObjectMeta metadata, DateTimeOffset? trigger)
    {
        var annotations = (metadata.Annotations ?? new Dictionary<string, string>()).ToDictionary();
        annotations.Remove(TriggerAnnotation);
        if (trigger is { } time) annotations[TriggerAnnotation] = time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return metadata with { Annotations = annotations.Count == 0 ? null : annotations };
    }

    private static Dictionary<string, string> LabelsFor(Service service)
    {
        var labels = (service.Metadata.Labels ?? new Dictionary<string, string>()).ToDictionary();
        labels.Remove(HeadlessLabel);
        labels[ServiceNameLabel] = service.Metadata.Name ?? "";
        labels[ManagedByLabel] = Keeper;
        if (service.Spec?.ClusterIP == "None") labels[HeadlessLabel] = "";
        return labels;
    }

    private static OwnerReference OwnerFor(Service service) => new()
    {
        ApiVersion = "v1",
        Kind = "Service",
        Name = service.Metadata.Name ?? "",
        Uid = service.Metadata.Uid ?? "",
        Controller = true,
        BlockOwnerDeletion = true,
    };
}
