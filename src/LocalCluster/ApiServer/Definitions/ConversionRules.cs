using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Admission;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Definitions;

/// <summary>How objects get from one version to another: not at all, or by a webhook.</summary>
internal static class ConversionRules
{
    private static readonly string[] Strategies = ["None", "Webhook"];
    private static readonly string[] Reviews = ["v1", "v1beta1"];

    public static IEnumerable<FieldError> Validate(JsonObject? conversion)
    {
        if (conversion is null)
            return [];
        var strategy = conversion.Text("strategy") ?? "";
        return [.. Strategy(strategy), .. strategy == "Webhook" ? Webhook(conversion.Object("webhook")) : NoWebhook(conversion.Object("webhook"))];
    }

    private static IEnumerable<FieldError> Strategy(string strategy)
    {
        if (strategy.Length == 0)
            yield return FieldError.Required("spec.conversion.strategy");
        else if (!Strategies.Contains(strategy))
            yield return FieldError.NotSupported("spec.conversion.strategy", strategy, Strategies);
    }

    private static IEnumerable<FieldError> NoWebhook(JsonObject? webhook)
    {
        const string Misplaced = "should not be set when strategy is not set to Webhook";
        if (webhook.Object("clientConfig") is not null)
            yield return FieldError.Forbidden("spec.conversion.webhookClientConfig", Misplaced);
        if (webhook.Array("conversionReviewVersions") is { Count: > 0 })
            yield return FieldError.Forbidden("spec.conversion.conversionReviewVersions", Misplaced);
    }

    private static IEnumerable<FieldError> Webhook(JsonObject? webhook)
    {
        const string Client = "spec.conversion.webhookClientConfig";
        var config = webhook.Object("clientConfig");
        if (config is null)
            yield return FieldError.Required(Client, "required when strategy is set to Webhook");
        else if ((config["url"] is null) == (config["service"] is null))
            yield return FieldError.Required(Client, "exactly one of url or service is required");
        else if (config.Text("url") is { } url && Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme != "https")
            yield return FieldError.Invalid($"{Client}.url", address.Scheme, "'https' is the only allowed URL scheme; desired format: https://host[/path]");
        foreach (var error in ReviewVersions([.. webhook.Texts("conversionReviewVersions")]))
            yield return error;
    }

    private static IEnumerable<FieldError> ReviewVersions(IReadOnlyList<string> versions)
    {
        const string Field = "spec.conversion.conversionReviewVersions";
        if (versions.Count == 0)
        {
            yield return FieldError.Required(Field);
            yield break;
        }

        foreach (var (i, version) in versions.Index())
        {
            if (versions.Take(i).Contains(version))
                yield return FieldError.Invalid($"{Field}[{i}]", version, "duplicate version");
            else
                foreach (var wrong in NameSyntax.Label1035(version))
                    yield return FieldError.Invalid($"{Field}[{i}]", version, wrong);
        }

        if (!versions.Any(Reviews.Contains))
            yield return FieldError.Invalid(Field, new JsonArray([.. versions.Select(version => (JsonNode)version)]), $"must include at least one of {string.Join(", ", Reviews)}");
    }
}
