using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Definitions;

/// <summary>Groups of the Kubernetes community take definitions only with an approval, or an open admission that there is none.</summary>
internal static class GroupApproval
{
    private const string Annotation = "api-approved.kubernetes.io";
    private const string See = "see https://github.com/kubernetes/enhancements/pull/1111";
    private static readonly string[] Protected = ["k8s.io", "kubernetes.io"];

    public static IEnumerable<FieldError> Validate(JsonObject definition)
    {
        var group = definition.Text("spec", "group") ?? "";
        if (!Protected.Any(one => group == one || group.EndsWith('.' + one)))
            yield break;
        var (field, said) = ($"metadata.annotations[{Annotation}]", definition.Annotations().GetValueOrDefault(Annotation, ""));
        if (said.Length == 0)
            yield return FieldError.Required(field, $"protected groups must have approval annotation \"{Annotation}\", {See}");
        else if (!said.StartsWith("unapproved", StringComparison.Ordinal) && !IsAddress(said))
            yield return FieldError.Invalid(field, said, $"protected groups must have approval annotation \"{Annotation}\" with either a URL or a reason starting with \"unapproved\", {See}");
    }

    private static bool IsAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Host.Length > 0;
}
