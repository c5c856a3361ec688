using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Admission.Pods;

/// <summary>Which nodes a pod needs, and which it prefers (validateNodeAffinity). The values of a preference may be anything.</summary>
internal static class NodeAffinityValidation
{
    private const string Required = "requiredDuringSchedulingIgnoredDuringExecution";
    private const string Preferred = "preferredDuringSchedulingIgnoredDuringExecution";

    public static IEnumerable<FieldError> Validate(JsonObject? affinity, string path) =>
    [
        .. affinity.Object(Required) is { } required ? Terms(required, $"{path}.{Required}.nodeSelectorTerms") : [],
        .. affinity.Items(Preferred).Index().SelectMany(one => Preference(one.Item, $"{path}.{Preferred}[{one.Index}]")),
    ];

    public static IEnumerable<FieldError> Weight(JsonObject preference, string at)
    {
        if (preference.Number("weight") is not (>= 1 and <= 100))
            yield return FieldError.Invalid($"{at}.weight", preference.Number("weight") ?? 0, "must be in the range 1-100");
    }

    private static IEnumerable<FieldError> Terms(JsonObject required, string at)
    {
        var terms = required.Items("nodeSelectorTerms").ToList();
        return terms.Count == 0
            ? [FieldError.Required(at, "must have at least one node selector term")]
            : terms.Index().SelectMany(term => Term(term.Item, $"{at}[{term.Index}]", checksValues: true));
    }

    private static IEnumerable<FieldError> Preference(JsonObject preference, string at) =>
        [.. Weight(preference, at), .. Term(preference.Object("preference") ?? [], $"{at}.preference", checksValues: false)];

    private static IEnumerable<FieldError> Term(JsonObject term, string at, bool checksValues) =>
    [
        .. term.Items("matchExpressions").Index().SelectMany(one => Expression(one.Item, $"{at}.matchExpressions[{one.Index}]", checksValues)),
        .. term.Items("matchFields").Index().SelectMany(one => Field(one.Item, $"{at}.matchFields[{one.Index}]")),
    ];

    private static IEnumerable<FieldError> Expression(JsonObject expression, string at, bool checksValues)
    {
        var values = expression.Texts("values").ToList();
        var key = expression.Text("key") ?? "";
        return
        [
            .. (expression.Text("operator"), values.Count) switch
            {
                ("In" or "NotIn", 0) => [FieldError.Required($"{at}.values", "must be specified when `operator` is 'In' or 'NotIn'")],
                ("Exists" or "DoesNotExist", > 0) => [FieldError.Forbidden($"{at}.values", "may not be specified when `operator` is 'Exists' or 'DoesNotExist'")],
                ("Gt" or "Lt", not 1) => [FieldError.Required($"{at}.values", "must be specified single value when `operator` is 'Lt' or 'Gt'")],
                ("In" or "NotIn" or "Exists" or "DoesNotExist" or "Gt" or "Lt", _) => (FieldError[])[],
                var (other, _) => [FieldError.Invalid($"{at}.operator", other ?? "", "not a valid selector operator")],
            },
            .. Checks.Named(key, $"{at}.key", NameSyntax.QualifiedName),
            .. checksValues ? values.Index().SelectMany(value => Checks.Named(value.Item, $"{at}.values[{value.Index}]", NameSyntax.LabelValue)) : [],
        ];
    }

    private static IEnumerable<FieldError> Field(JsonObject requirement, string at)
    {
        var values = requirement.Texts("values").ToList();
        if (requirement.Text("operator") is not ("In" or "NotIn"))
            yield return FieldError.Invalid($"{at}.operator", requirement.Text("operator") ?? "", "not a valid selector operator");
        else if (values.Count != 1)
            yield return FieldError.Required($"{at}.values", "must be only one value when `operator` is 'In' or 'NotIn' for node field selector");
        if (requirement.Text("key") is not "metadata.name")
            yield return FieldError.Invalid($"{at}.key", requirement.Text("key") ?? "", "not a valid field selector key");
        else
        {
            foreach (var error in values.Index().SelectMany(value => Checks.Named(value.Item, $"{at}.values[{value.Index}]", NameSyntax.Subdomain)))
                yield return error;
        }
    }
}
