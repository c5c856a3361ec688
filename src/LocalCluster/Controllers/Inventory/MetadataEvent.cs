using Kubernetes.Models.Meta;

namespace LocalCluster.Controllers.Inventory;

/// <summary>One line of a watch. Of an ERROR only the code of its Status is read.</summary>
internal sealed record MetadataEvent(string Type, MetadataEvent.Body? Object)
{
    internal sealed record Body(ObjectMeta? Metadata, int? Code);
}
