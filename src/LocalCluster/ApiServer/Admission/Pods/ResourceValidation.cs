using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Schemas;
using LocalCluster.ApiServer.Typed;

namespace LocalCluster.ApiServer.Admission.Pods;

/// <summary>Requests and limits: known names, no negative amounts, no request above its limit.</summary>
internal static class ResourceValidation
{
    private static readonly string[] Standard = ["cpu", "memory", "ephemeral-storage"];

    public static IEnumerable<FieldError> Validate(JsonObject container, string at)
    {
        foreach (var list in new[] { "limits", "requests" })
        {
            foreach (var (name, amount) in (container.Object("resources", list) ?? []).OrderBy(one => one.Key, StringComparer.Ordinal))
            {
                foreach (var error in One(name, amount.Text() ?? "0", $"{at}.{list}"))
                    yield return error;
            }
        }

        foreach (var (name, amount) in (container.Object("resources", "requests") ?? []).OrderBy(one => one.Key, StringComparer.Ordinal))
        {
            var limit = container.Text("resources", "limits", name);
            if (limit is not null && QuantityText.Nanos(amount.Text() ?? "0") > QuantityText.Nanos(limit))
                yield return FieldError.Invalid($"{at}.requests", amount.Text(), $"must be less than or equal to {name} limit of {limit}");
        }
    }

    private static IEnumerable<FieldError> One(string name, string amount, string at)
    {
        foreach (var wrong in NameSyntax.QualifiedName(name))
            yield return FieldError.Invalid(at, name, wrong);
        if (!name.Contains('/', StringComparison.Ordinal) && !Standard.Contains(name) && !name.StartsWith("hugepages-", StringComparison.Ordinal))
        {
            yield return FieldError.Invalid(at, name, "must be a standard resource type or fully qualified");
            yield return FieldError.Invalid(at, name, "must be a standard resource for containers");
        }

        if (QuantityText.Nanos(amount).Sign < 0)
            yield return FieldError.Invalid($"{at}[{name}]", amount, "must be greater than or equal to 0");
    }
}
