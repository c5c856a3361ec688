using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Kubernetes.Models.Apps;
using Kubernetes.Models.Authentication;
using Kubernetes.Models.Authorization;
using Kubernetes.Models.Autoscaling;
using Kubernetes.Models.Coordination;
using Kubernetes.Models.Core;
using Kubernetes.Models.Discovery;
using Kubernetes.Models.Events;
using Kubernetes.Models.Extensions;
using Kubernetes.Models.Meta;
using Kubernetes.Models.Policy;
using Kubernetes.Models.StorageClasses;

namespace Kubernetes.Models;

/// <summary>
/// The one serializer context: camel-case names, absent instead of null, no reflection. A custom resource declares its own context with
/// these two settings; the scalars of this folder bring their converters along.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, MaxDepth = JsonDepth.Most)]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(JsonNode))]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(JsonArray))]
[JsonSerializable(typeof(ApiStatus))]
[JsonSerializable(typeof(PartialObjectMetadata))]
[JsonSerializable(typeof(ResourceList<PartialObjectMetadata>))]
[JsonSerializable(typeof(DeleteBody))]
[JsonSerializable(typeof(ControllerRevision))]
[JsonSerializable(typeof(ResourceList<ControllerRevision>))]
[JsonSerializable(typeof(Deployment))]
[JsonSerializable(typeof(ResourceList<Deployment>))]
[JsonSerializable(typeof(ReplicaSet))]
[JsonSerializable(typeof(ResourceList<ReplicaSet>))]
[JsonSerializable(typeof(StatefulSet))]
[JsonSerializable(typeof(ResourceList<StatefulSet>))]
[JsonSerializable(typeof(TokenReview))]
[JsonSerializable(typeof(ResourceList<TokenReview>))]
[JsonSerializable(typeof(SelfSubjectAccessReview))]
[JsonSerializable(typeof(ResourceList<SelfSubjectAccessReview>))]
[JsonSerializable(typeof(SubjectAccessReview))]
[JsonSerializable(typeof(ResourceList<SubjectAccessReview>))]
[JsonSerializable(typeof(Scale))]
[JsonSerializable(typeof(ResourceList<Scale>))]
[JsonSerializable(typeof(Lease))]
[JsonSerializable(typeof(ResourceList<Lease>))]
[JsonSerializable(typeof(Binding))]
[JsonSerializable(typeof(ResourceList<Binding>))]
[JsonSerializable(typeof(ClusterNode))]
[JsonSerializable(typeof(ResourceList<ClusterNode>))]
[JsonSerializable(typeof(ConfigMap))]
[JsonSerializable(typeof(ResourceList<ConfigMap>))]
[JsonSerializable(typeof(CoreEvent))]
[JsonSerializable(typeof(ResourceList<CoreEvent>))]
[JsonSerializable(typeof(Namespace))]
[JsonSerializable(typeof(ResourceList<Namespace>))]
[JsonSerializable(typeof(PersistentVolume))]
[JsonSerializable(typeof(ResourceList<PersistentVolume>))]
[JsonSerializable(typeof(PersistentVolumeClaim))]
[JsonSerializable(typeof(ResourceList<PersistentVolumeClaim>))]
[JsonSerializable(typeof(Pod))]
[JsonSerializable(typeof(ResourceList<Pod>))]
[JsonSerializable(typeof(Secret))]
[JsonSerializable(typeof(ResourceList<Secret>))]
[JsonSerializable(typeof(Service))]
[JsonSerializable(typeof(ResourceList<Service>))]
[JsonSerializable(typeof(ServiceAccount))]
[JsonSerializable(typeof(ResourceList<ServiceAccount>))]
[JsonSerializable(typeof(EndpointSlice))]
[JsonSerializable(typeof(ResourceList<EndpointSlice>))]
[JsonSerializable(typeof(Event))]
[JsonSerializable(typeof(ResourceList<Event>))]
[JsonSerializable(typeof(CustomResourceDefinition))]
[JsonSerializable(typeof(ResourceList<CustomResourceDefinition>))]
[JsonSerializable(typeof(Eviction))]
[JsonSerializable(typeof(ResourceList<Eviction>))]
[JsonSerializable(typeof(PodDisruptionBudget))]
[JsonSerializable(typeof(ResourceList<PodDisruptionBudget>))]
[JsonSerializable(typeof(StorageClass))]
[JsonSerializable(typeof(ResourceList<StorageClass>))]
public sealed partial class KubernetesJson : JsonSerializerContext;
