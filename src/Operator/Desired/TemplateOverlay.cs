using System.Text.Json;
using System.Text.Json.Nodes;
using Kubernetes.Models;
using Kubernetes.Models.Core;
using Operator.Api;

namespace Operator.Desired;

/// <summary>Lays the user's overlay over the operator's pod template. The labels that the set selects by always win.</summary>
internal static class TemplateOverlay
{
    /// <exception cref="OverlayException">The overlay is no part of a pod template.</exception>
    public static PodTemplateSpec Lay(JsonObject? overlay, PodTemplateSpec template)
    {
        if (overlay is null || overlay.Count == 0) return template;
        try
        {
            var merged = StrategicMerge.Merge(JsonSerializer.SerializeToNode(template, KubernetesJson.Default.PodTemplateSpec)!.AsObject(), overlay);
            var result = merged.Deserialize(KubernetesJson.Default.PodTemplateSpec)!;
            Check(result, template);
            var labels = new SortedDictionary<string, string>(StringComparer.Ordinal);
            foreach (var (key, value) in result.Metadata?.Labels ?? new Dictionary<string, string>()) labels[key] = value;
            foreach (var (key, value) in template.Metadata!.Labels!) labels[key] = value;
            return result with { Metadata = (result.Metadata ?? template.Metadata) with { Labels = labels } };
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            throw new OverlayException($"spec.template cannot be merged into the pod template: {e.Message} Correct the field that it names.", e);
        }
    }

    /// <summary>What the API server would accept, and what would then count nowhere.</summary>
    private static void Check(PodTemplateSpec result, PodTemplateSpec template)
    {
        var mount = template.Spec!.Containers![0].VolumeMounts![0];
        var app = result.Spec?.Containers?.FirstOrDefault(container => container.Name == Names.Container)
            ?? throw new OverlayException($"spec.template takes the container {Names.Container} away, which is the app itself: leave it in.");
        if (app.VolumeMounts?.Any(m => m.Name == mount.Name && m.ReadOnly != true) != true)
            throw new OverlayException($"spec.template takes the volume {mount.Name} away from the container {Names.Container}, which keeps its visits there: leave it in, and writable.");
        if (result.Spec.Volumes?.Any(volume => volume.Name == mount.Name) == true)
            throw new OverlayException($"spec.template.spec.volumes names {mount.Name}, which is the volume of the visits: choose another name.");
    }
}
