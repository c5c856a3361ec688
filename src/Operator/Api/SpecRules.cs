using System.Text.Json.Nodes;
using Kubernetes.Models;

namespace Operator.Api;

/// <summary>
/// Rules across fields that the CRD cannot express, or that an older CRD in the cluster may lack. Each problem is a sentence that names the
/// field and says what to write instead.
/// </summary>
public static class SpecRules
{
    public static IReadOnlyList<string> Problems(CounterApp app) => [.. All(app)];

    private static IEnumerable<string> All(CounterApp app)
    {
        var spec = app.Spec;
        if (!Names.IsValid(app.Metadata.Name ?? "")) yield return Sentence(Names.Rule);
        if (spec.Image.Length == 0) yield return "spec.image is empty: write the image that the pods shall run.";
        if (!Quantity.TryParse(spec.Storage.Size, out var size) || size <= 0)
            yield return $"spec.storage.size {spec.Storage.Size} is not a positive quantity: write one such as 10Mi or 1Gi.";
        if (spec.Service is { NodePort: not null, Type: "ClusterIP" })
            yield return "spec.service.nodePort goes with spec.service.type NodePort or LoadBalancer only: remove nodePort or change the type.";
        foreach (var problem in TemplateProblems(spec.Template)) yield return problem;
    }

    private static IEnumerable<string> TemplateProblems(JsonObject? template)
    {
        if (template is null) yield break;
        foreach (var (key, value) in template)
        {
            if (key is not ("metadata" or "spec")) yield return $"spec.template.{key} is not a field of a pod template: write metadata or spec.";
            else if (value is not (null or JsonObject)) yield return $"spec.template.{key} is not an object: write fields of a pod template under it.";
        }

        if (template["spec"] is not JsonObject pod) yield break;
        foreach (var list in (string[])["containers", "initContainers", "volumes"])
        {
            if (pod[list] is null) continue;
            if (pod[list] is not JsonArray items) yield return $"spec.template.spec.{list} is not a list: write items with a name.";
            else if (items.Any(item => Name(item) is null)) yield return $"An item of spec.template.spec.{list} has no name: items are merged by name, so give it one.";
        }
    }

    private static string? Name(JsonNode? item) =>
        item is JsonObject json && (json["name"] ?? json["$patch"]) is JsonValue name && name.TryGetValue<string>(out var text) && text.Length > 0 ? text : null;

    private static string Sentence(string rule) => $"{rule}.";
}
