using System.Text.Json.Serialization;
using Kubernetes.Models;
using Kubernetes.Models.Meta;

namespace LocalCluster.Controllers.Inventory;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ResourceList<PartialObjectMetadata>))]
[JsonSerializable(typeof(MetadataEvent))]
[JsonSerializable(typeof(GroupList))]
[JsonSerializable(typeof(ResourceKindList))]
internal sealed partial class InventoryJson : JsonSerializerContext;
