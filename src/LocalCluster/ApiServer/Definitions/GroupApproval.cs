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

    private const string Missing = $"protected groups must have approval annotation \"{Annotation}\", {See}";
    private const string Unreadable = $"protected groups must have approval annotation \"{Annotation}\" with either a URL or a reason starting with \"unapproved\", {See}";

    public static IEnumerable<FieldError> Validate(JsonObject definition)
    {
        if (!IsProtected(definition))
            yield break;
        var (field, said) = ($"metadata.annotations[{Annotation}]", Said(definition));
        if (said.Length == 0)
            yield return FieldError.Required(field, Missing);
        else if (!IsBypass(said) && !IsAddress(said))
            yield return FieldError.Invalid(field, said, Unreadable);
    }

    /// <summary>Says in the status of a definition of a protected group what became of its approval.</summary>
    public static void Report(JsonObject definition, DateTimeOffset now)
    {
        if (!IsProtected(definition))
            return;
        var said = Said(definition);
        var (reason, message) = said switch
        {
            "" => ("MissingAnnotation", Missing),
            _ when IsBypass(said) => ("UnapprovedAnnotation", $"not approved: {GoText.Quote(said)}"),
            _ when IsAddress(said) => ("ApprovedAnnotation", $"approved in {said}"),
            _ => ("InvalidAnnotation", Unreadable),
        };
        DefinitionConditions.Set(definition, "KubernetesAPIApprovalPolicyConformant", reason == "ApprovedAnnotation", reason, message, now);
    }

    private static bool IsProtected(JsonObject definition)
    {
        var group = definition.Text("spec", "group") ?? "";
        return Protected.Any(one => group == one || group.EndsWith('.' + one));
    }

    private static string Said(JsonObject definition) => definition.Annotations().GetValueOrDefault(Annotation, "");

    private static bool IsBypass(string text) => text.StartsWith("unapproved", StringComparison.Ordinal);

    private static bool IsAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Host.Length > 0;
}
