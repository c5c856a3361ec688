using System.Text.Json;
using System.Text.Json.Nodes;
using Kubernetes.Models;
using Kubernetes.Models.Apps;
using Kubernetes.Models.Core;

namespace LocalCluster.Controllers.StatefulSets.Revisions;

/// <summary>
/// What a revision records: the pod template, in the form of a strategic merge patch that replaces it, as <c>kubectl rollout undo</c>
/// expects it.
/// </summary>
internal static class RevisionData
{
    private const string Directive = "$patch";

    public static string TextOf(StatefulSet set)
    {
        var template = JsonSerializer.SerializeToNode(set.Spec?.Template ?? new PodTemplateSpec(), KubernetesJson.Default.PodTemplateSpec)!.AsObject();
        template[Directive] = "replace";
        return GoJson.Write(new JsonObject { ["spec"] = new JsonObject { ["template"] = template } });
    }

    public static string TextOf(ControllerRevision revision) => revision.Data is { } data ? GoJson.Write(JsonNode.Parse(data.GetRawText())) : "";

    public static JsonElement Parse(string text) => JsonElement.Parse(text);

    /// <summary>The template that a text records.</summary>
    public static PodTemplateSpec TemplateIn(string text)
    {
        var template = JsonNode.Parse(text)?["spec"]?["template"]?.AsObject();
        template?.Remove(Directive);
        return template?.Deserialize(KubernetesJson.Default.PodTemplateSpec) ?? new PodTemplateSpec();
    }
}
