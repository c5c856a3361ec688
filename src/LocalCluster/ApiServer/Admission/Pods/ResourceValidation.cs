using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Schemas;
using LocalCluster.ApiServer.Typed;

namespace LocalCluster.ApiServer.Admission.Pods;

/// <summary>Requests and limits: known names, no negative amounts, no request above its limit (validateResourceRequirements).</summary>
internal static class ResourceValidation
{
    public static IEnumerable<FieldError> Validate(JsonObject container, string at) =>
    [
        .. Amounts(container, "limits").SelectMany(one => One(one.Key, one.Value.Text() ?? "0", $"{at}.limits[{one.Key}]")),
        .. Amounts(container, "requests").SelectMany(one => Request(one.Key, one.Value.Text() ?? "0", container.Text("resources", "limits", one.Key), at)),
    ];

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Amounts(JsonObject container, string list) =>
        (container.Object("resources", list) ?? []).OrderBy(one => one.Key, StringComparer.Ordinal);

    private static IEnumerable<FieldError> Request(string name, string amount, string? limit, string at)
    {
        foreach (var error in One(name, amount, $"{at}.requests[{name}]"))
            yield return error;
        var isExact = !ResourceNames.CanBeOvercommitted(name);
        if (limit is null && isExact)
            yield return FieldError.Required($"{at}.limits", "Limit must be set for non overcommitable resources");
        if (limit is null)
            yield break;
        var order = QuantityText.Nanos(amount).CompareTo(QuantityText.Nanos(limit));
        if (order != 0 && isExact)
            yield return FieldError.Invalid($"{at}.requests", amount, $"must be equal to {name} limit of {limit}");
        else if (order > 0)
            yield return FieldError.Invalid($"{at}.requests", amount, $"must be less than or equal to {name} limit of {limit}");
    }

    private static IEnumerable<FieldError> One(string name, string amount, string at)
    {
        foreach (var wrong in ResourceNames.OfContainer(name))
            yield return FieldError.Invalid(at, name, wrong);
        if (QuantityText.Nanos(amount).Sign < 0)
            yield return FieldError.Invalid(at, amount, "must be greater than or equal to 0");
        if (ResourceNames.IsExtended(name) && QuantityText.Nanos(amount) % 1_000_000_000 != 0)
            yield return FieldError.Invalid(at, amount, "must be an integer");
    }
}
