using System.Text.Json.Serialization;
using Kubernetes.Models;

namespace LocalCluster.Controllers.Scheduling;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Binding))]
[JsonSerializable(typeof(ResourceList<Binding>))]
internal sealed partial class SchedulingJson : JsonSerializerContext;
