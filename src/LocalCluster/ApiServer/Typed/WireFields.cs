using System.Collections.Frozen;

namespace LocalCluster.ApiServer.Typed;

/// <summary>
/// What a schema does not tell about how Go writes a type: which fields are pointers, so that a zero that was set stays, and which are
/// written as null when they are not set. Named <c>Type.field</c>.
/// </summary>
internal static class WireFields
{
    private static readonly FrozenSet<string> Pointers = Words("""
        ObjectMeta.deletionGracePeriodSeconds OwnerReference.controller OwnerReference.blockOwnerDeletion
        PodSpec.terminationGracePeriodSeconds PodSpec.activeDeadlineSeconds PodSpec.automountServiceAccountToken PodSpec.shareProcessNamespace
        PodSpec.priority PodSpec.enableServiceLinks PodSpec.preemptionPolicy PodSpec.runtimeClassName PodSpec.setHostnameAsFQDN PodSpec.hostUsers
        PodSpec.hostnameOverride Probe.terminationGracePeriodSeconds Toleration.tolerationSeconds GRPCAction.service
        SecurityContext.privileged SecurityContext.runAsUser SecurityContext.runAsGroup SecurityContext.runAsNonRoot
        SecurityContext.readOnlyRootFilesystem SecurityContext.allowPrivilegeEscalation SecurityContext.procMount
        PodSecurityContext.runAsUser PodSecurityContext.runAsGroup PodSecurityContext.runAsNonRoot PodSecurityContext.fsGroup
        PodSecurityContext.fsGroupChangePolicy PodSecurityContext.supplementalGroupsPolicy PodSecurityContext.seLinuxChangePolicy
        ConfigMapVolumeSource.defaultMode ConfigMapVolumeSource.optional SecretVolumeSource.defaultMode SecretVolumeSource.optional
        KeyToPath.mode ProjectedVolumeSource.defaultMode DownwardAPIVolumeSource.defaultMode DownwardAPIVolumeFile.mode
        ServiceAccountTokenProjection.expirationSeconds ConfigMapKeySelector.optional SecretKeySelector.optional FileKeySelector.optional
        ConfigMapEnvSource.optional SecretEnvSource.optional ConfigMapProjection.optional SecretProjection.optional
        HostPathVolumeSource.type VolumeMount.mountPropagation VolumeMount.recursiveReadOnly ContainerStatus.started
        StatefulSetSpec.replicas StatefulSetSpec.revisionHistoryLimit RollingUpdateStatefulSetStrategy.partition StatefulSetStatus.collisionCount
        DeploymentSpec.replicas DeploymentSpec.revisionHistoryLimit DeploymentSpec.progressDeadlineSeconds DeploymentStatus.collisionCount
        DeploymentStatus.terminatingReplicas ReplicaSetSpec.replicas ReplicaSetStatus.terminatingReplicas
        ServiceSpec.ipFamilyPolicy ServiceSpec.allocateLoadBalancerNodePorts ServiceSpec.loadBalancerClass ServiceSpec.internalTrafficPolicy
        ServiceSpec.trafficDistribution ClientIPConfig.timeoutSeconds ServicePort.appProtocol
        PersistentVolumeClaimSpec.storageClassName PersistentVolumeClaimSpec.volumeMode PersistentVolumeClaimSpec.volumeAttributesClassName
        PersistentVolumeClaimStatus.currentVolumeAttributesClassName PersistentVolumeSpec.volumeMode PersistentVolumeSpec.volumeAttributesClassName
        TypedLocalObjectReference.apiGroup TypedObjectReference.apiGroup TypedObjectReference.namespace
        LeaseSpec.holderIdentity LeaseSpec.leaseDurationSeconds LeaseSpec.leaseTransitions LeaseSpec.strategy LeaseSpec.preferredHolder
        Endpoint.hostname Endpoint.nodeName Endpoint.zone EndpointConditions.ready EndpointConditions.serving EndpointConditions.terminating
        EndpointPort.name EndpointPort.protocol EndpointPort.port EndpointPort.appProtocol
        ConfigMap.immutable Secret.immutable ServiceAccount.automountServiceAccountToken
        StorageClass.reclaimPolicy StorageClass.allowVolumeExpansion StorageClass.volumeBindingMode
        PodDisruptionBudgetSpec.unhealthyPodEvictionPolicy
        JSONSchemaProps.maximum JSONSchemaProps.minimum JSONSchemaProps.multipleOf JSONSchemaProps.maxLength JSONSchemaProps.minLength
        JSONSchemaProps.maxItems JSONSchemaProps.minItems JSONSchemaProps.maxProperties JSONSchemaProps.minProperties
        JSONSchemaProps.x-kubernetes-preserve-unknown-fields JSONSchemaProps.x-kubernetes-list-type JSONSchemaProps.x-kubernetes-map-type
        ValidationRule.reason ValidationRule.optionalOldSelf CustomResourceDefinitionVersion.deprecationWarning
        CustomResourceSubresourceScale.labelSelectorPath ServiceReference.path ServiceReference.port WebhookClientConfig.url
        """);

    private static readonly FrozenSet<string> NullWhenUnset = Words("""
        PodCondition.lastProbeTime PodCondition.lastTransitionTime ContainerStateTerminated.startedAt ContainerStateTerminated.finishedAt
        ContainerStateRunning.startedAt NamespaceCondition.lastTransitionTime PersistentVolumeClaimCondition.lastProbeTime
        PersistentVolumeClaimCondition.lastTransitionTime CustomResourceDefinitionCondition.lastTransitionTime
        DeploymentCondition.lastUpdateTime DeploymentCondition.lastTransitionTime StatefulSetCondition.lastTransitionTime
        ReplicaSetCondition.lastTransitionTime Event.firstTimestamp Event.lastTimestamp Event.eventTime
        CustomResourceDefinitionStatus.conditions CustomResourceDefinitionStatus.storedVersions EndpointSlice.endpoints EndpointSlice.ports
        """);

    /// <summary>A zero in this field was said, and is kept.</summary>
    public static bool KeepsZero(string type, string field) => Pointers.Contains($"{type}.{field}");

    public static bool IsNullWhenUnset(string type, string field) => NullWhenUnset.Contains($"{type}.{field}");

    private static FrozenSet<string> Words(string text) =>
        text.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
