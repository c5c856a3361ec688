using System.Globalization;
using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Errors;
using LocalCluster.ApiServer.Negotiation;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Writes;

/// <summary>How something is to be deleted; from the body, or else from the query.</summary>
internal sealed record DeleteOptions
{
    private static readonly string[] Policies = ["Background", "Foreground", "Orphan"];

    public long? GracePeriodSeconds { get; init; }

    public string? Uid { get; init; }

    public string? ResourceVersion { get; init; }

    /// <summary>Background, Foreground, Orphan, or null for the kind's own way.</summary>
    public string? PropagationPolicy { get; init; }

    public bool DryRun { get; init; }

    /// <exception cref="StatusException">The options make no sense.</exception>
    public static DeleteOptions Read(ApiRequest request, RequestBody body)
    {
        var options = body.IsEmpty ? FromQuery(request) : FromBody(ParseBody(body));
        options = options with { DryRun = options.DryRun || request.DryRun };
        List<FieldError> errors = [];
        if (options.PropagationPolicy is { } policy && !Policies.Contains(policy))
        {
            errors.Add(FieldError.NotSupported("propagationPolicy", policy, [.. Policies, "nil"]));
        }

        if (options.GracePeriodSeconds < 0)
            options = options with { GracePeriodSeconds = 1 };
        return errors.Count == 0 ? options : throw Failures.Invalid("meta.k8s.io", "DeleteOptions", "", errors);
    }

    private static DeleteOptions FromQuery(ApiRequest request) => new()
    {
        GracePeriodSeconds = long.TryParse(request.Query("gracePeriodSeconds"), CultureInfo.InvariantCulture, out var seconds) ? seconds : null,
        PropagationPolicy = request.Query("propagationPolicy") is { Length: > 0 } policy ? policy : OrphanPolicy(request.Query("orphanDependents") is "true" or "false" ? request.Query("orphanDependents") == "true" : null),
    };

    internal static DeleteOptions FromBody(JsonObject body) => new()
    {
        GracePeriodSeconds = body.Number("gracePeriodSeconds"),
        Uid = body.Text("preconditions", "uid"),
        ResourceVersion = body.Text("preconditions", "resourceVersion"),
        PropagationPolicy = body.Text("propagationPolicy") ?? OrphanPolicy(body.Flag("orphanDependents")),
        DryRun = body.Texts("dryRun").Contains("All"),
    };

    private static string? OrphanPolicy(bool? orphan) => orphan switch
    {
        true => "Orphan",
        false => "Background",
        null => null,
    };

    private static JsonObject ParseBody(RequestBody body)
    {
        try
        {
            return BodyFormat.Parse(body) as JsonObject ?? [];
        }
        catch (MalformedBodyException malformed)
        {
            throw Failures.BadRequest($"couldn't get version/kind; json parse error: {malformed.Message}");
        }
    }
}
