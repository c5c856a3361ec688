using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kubernetes.Client;
using Kubernetes.Models;
using Kubernetes.Models.Apps;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;

namespace Operator.Observe;

/// <summary>Looks up the pod template of a revision. A revision never changes, so that each is read once and kept while its app is aborted.</summary>
internal sealed class StableTemplates(KubeClient client)
{
    private readonly ConcurrentDictionary<ObjectKey, (string Revision, PodTemplateSpec Template)> _known = new();

    /// <summary>
    /// The template that the serving pods keep while a rollout runs beside them, or go back to when one is aborted or overtaken; null otherwise,
    /// or when the revision is gone.
    /// </summary>
    public async Task<PodTemplateSpec?> FindAsync(ObjectKey key, Api.CounterApp app, CancellationToken cancellationToken)
    {
        if (Needed(app) is not { } revision)
        {
            Forget(key);
            return null;
        }

        if (_known.TryGetValue(key, out var known) && known.Revision == revision) return known.Template;
        var found = await client.FindAsync<ControllerRevision>(key with { Name = revision }, cancellationToken);
        if (Template(found) is not { } template) return null;
        _known[key] = (revision, template);
        return template;
    }

    /// <summary>The revision whose template has to be known; null when none has.</summary>
    public static string? Needed(Api.CounterApp app) => app.Status?.Rollout switch
    {
        { BlueGreen: { Target: { } target, ServingRevision: { } kept } colours } when target != colours.Serving => kept,
        { AbortReason: not null } or { Weight: 0 } => app.Status.StableRevision,
        _ => null,
    };

    public void Forget(ObjectKey key) => _known.TryRemove(key, out _);

    /// <summary>The StatefulSet controller keeps the template as a patch that replaces it.</summary>
    private static PodTemplateSpec? Template(ControllerRevision? revision)
    {
        if (revision?.Data is not { } data || JsonNode.Parse(data.GetRawText())?["spec"]?["template"] is not JsonObject template) return null;
        template.Remove("$patch");
        return template.Deserialize(KubernetesJson.Default.PodTemplateSpec);
    }
}
