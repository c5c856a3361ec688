using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Admission.Pods;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Schemas;
using LocalCluster.ApiServer.Selectors;
using LocalCluster.ApiServer.Writes;

namespace LocalCluster.ApiServer.Admission.Workloads;

/// <summary>The selector and the pod template of a workload, which belong together.</summary>
internal static class TemplateValidation
{
    private const string Mismatch = "`selector` does not match template `labels`";

    public static IEnumerable<FieldError> Selector(JsonObject spec, string kindInWords)
    {
        if (spec.Object("selector") is not { } selector)
        {
            yield return FieldError.Required("spec.selector");
            yield break;
        }

        foreach (var error in Checks.Selector(selector, "spec.selector"))
            yield return error;
        if (selector.Count == 0)
            yield return FieldError.Invalid("spec.selector", selector, $"empty selector is invalid for {kindInWords}");
    }

    /// <param name="spec">The workload's spec.</param>
    /// <param name="claims">Names of claim templates, which mounts may refer to as if they were volumes.</param>
    /// <param name="refusal">What is said of a selector that is none; the template is not looked at then.</param>
    public static IEnumerable<FieldError> Template(JsonObject spec, IEnumerable<string> claims, string refusal = "invalid label selector")
    {
        if (spec.Object("selector") is { } said && Checks.Selector(said, "spec.selector").Any())
        {
            yield return FieldError.Invalid("spec.selector", said, refusal);
            yield break;
        }

        var template = spec.Object("template") ?? [];
        if (LabelSelector.FromObject(spec.Object("selector")) is not { } selector || (!selector.IsEverything && !selector.Matches(template.Labels())))
            yield return FieldError.Invalid("spec.template.metadata.labels", template.At("metadata", "labels"), Mismatch);
        foreach (var error in MetadataRules.Labels(template.Labels(), "spec.template.labels"))
            yield return error;
        var pod = template.Object("spec") ?? [];
        var volumes = VolumeValidation.Names(pod);
        volumes.UnionWith(claims);
        foreach (var error in PodSpecValidation.Validate(pod, "spec.template.spec", volumes))
            yield return error;
    }

    /// <summary>These kinds only run pods that are started again.</summary>
    public static IEnumerable<FieldError> AlwaysRestarts(JsonObject spec, string kind)
    {
        var pod = spec.Object("template", "spec") ?? [];
        if (pod.Text("restartPolicy") is { } policy and not "Always")
            yield return FieldError.NotSupported("spec.template.spec.restartPolicy", policy, ["Always"]);
        if (pod["activeDeadlineSeconds"] is not null)
            yield return FieldError.Forbidden("spec.template.spec.activeDeadlineSeconds", $"activeDeadlineSeconds in {kind} is not Supported");
    }
}
