using Kubernetes.Models;
using Kubernetes.Models.Apps;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using Operator.Api;
using Operator.Rollout;

namespace Operator.Desired;

/// <summary>The StatefulSet. Every default of the server that matters is written out: what we say we own, and what we own is put right.</summary>
internal static class AppStatefulSet
{
    /// <exception cref="OverlayException">spec.template cannot be laid over the pod template.</exception>
    public static StatefulSet For(CounterApp app, SetPlan plan)
    {
        var name = app.Metadata.Name ?? "";
        var component = Labels.ComponentOf(plan.Colour);
        return new StatefulSet
        {
            Metadata = ChildMetadata.For(app, Names.StatefulSet(name, plan.Colour), component: component),
            Spec = new StatefulSetSpec
            {
                Replicas = plan.Replicas,
                ServiceName = Names.PodsService(name),
                PodManagementPolicy = plan.PodManagementPolicy,
                RevisionHistoryLimit = app.Spec.RevisionHistoryLimit,
                MinReadySeconds = app.Spec.MinReadySeconds,
                Selector = new LabelSelector { MatchLabels = Labels.Selector(name, component) },
                UpdateStrategy = new StatefulSetUpdateStrategy
                {
                    Type = "RollingUpdate",
                    RollingUpdate = new RollingUpdateStatefulSetStrategy { Partition = plan.Partition },
                },
                // Claims never go with the set: what storage.whenDeleted says is about the app (see AppClaims).
                PersistentVolumeClaimRetentionPolicy = new StatefulSetPersistentVolumeClaimRetentionPolicy
                {
                    WhenDeleted = "Retain",
                    WhenScaled = plan.WhenScaled,
                },
                Template = plan.Template ?? TemplateOverlay.Lay(app.Spec.Template, AppPodTemplate.For(app, component, plan.Restarts)),
                VolumeClaimTemplates = [ClaimTemplate(app, plan)],
            },
        };
    }

    /// <summary>
    /// The list is atomic in server-side apply, so that kind and volumeMode, which the server would add, are written out. The size comes from the
    /// spec at first and from the set later: only in its one spelling it is the same in both.
    /// </summary>
    private static PersistentVolumeClaim ClaimTemplate(CounterApp app, SetPlan plan) => new()
    {
        Metadata = new ObjectMeta { Name = app.Spec.Storage.VolumeName, Labels = Labels.For(app.Metadata.Name ?? "") },
        Spec = new PersistentVolumeClaimSpec
        {
            AccessModes = app.Spec.Storage.AccessModes,
            StorageClassName = app.Spec.Storage.StorageClassName,
            VolumeMode = "Filesystem",
            Resources = new VolumeResourceRequirements { Requests = new Dictionary<string, Quantity> { ["storage"] = plan.StorageSize.Canonical } },
        },
    };
}
