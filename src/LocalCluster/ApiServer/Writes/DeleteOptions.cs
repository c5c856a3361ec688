using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Errors;
using LocalCluster.ApiServer.Negotiation;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Schemas;
using LocalCluster.ApiServer.Typed;

namespace LocalCluster.ApiServer.Writes;

/// <summary>How something is to be deleted; from the body, or else from the query.</summary>
internal sealed record DeleteOptions
{
    private static readonly string[] Policies = ["Foreground", "Background", "Orphan"];

    private static readonly Schema Shape = new(new SchemaSource(
        JsonElement.Parse(
            """
            {"type":"object","properties":{"apiVersion":{"type":"string"},"kind":{"type":"string"},
            "dryRun":{"type":"array","items":{"type":"string"}},"gracePeriodSeconds":{"type":"integer","format":"int64"},
            "ignoreStoreReadErrorWithClusterBreakingPotential":{"type":"boolean"},"orphanDependents":{"type":"boolean"},
            "preconditions":{"type":"object","properties":{"resourceVersion":{"type":"string"},"uid":{"type":"string"}}},
            "propagationPolicy":{"type":"string"}}}
            """),
        reference => throw new InvalidOperationException($"{reference} is not part of the options."),
        "DeleteOptions"));

    public long? GracePeriodSeconds { get; init; }

    public string? Uid { get; init; }

    public string? ResourceVersion { get; init; }

    /// <summary>Background, Foreground, Orphan, or null for the kind's own way.</summary>
    public string? PropagationPolicy { get; init; }

    public bool DryRun { get; init; }

    /// <exception cref="StatusException">The options make no sense.</exception>
    public static DeleteOptions Read(ApiRequest request, RequestBody body)
    {
        var said = body.IsEmpty ? QueryAsBody(request) : ParseBody(body);
        var errors = Errors(said).ToList();
        if (errors.Count > 0)
            throw Failures.Invalid("meta.k8s.io", "DeleteOptions", "", errors);
        var options = FromBody(said);
        return options.GracePeriodSeconds < 0 ? options with { GracePeriodSeconds = 1 } : options;
    }

    internal static DeleteOptions FromBody(JsonObject body) => new()
    {
        GracePeriodSeconds = body.Number("gracePeriodSeconds"),
        Uid = body.Text("preconditions", "uid"),
        ResourceVersion = body.Text("preconditions", "resourceVersion"),
        PropagationPolicy = body.Text("propagationPolicy") ?? OrphanPolicy(body.Flag("orphanDependents")),
        DryRun = body.Texts("dryRun").Contains("All"),
    };

    private static IEnumerable<FieldError> Errors(JsonObject said)
    {
        var policy = said.Text("propagationPolicy");
        if (policy is not null && said["orphanDependents"] is not null)
            yield return FieldError.Invalid("propagationPolicy", policy, "orphanDependents and deletionPropagation cannot be both set");
        if (policy is not null && !Policies.Contains(policy))
            yield return FieldError.NotSupported("propagationPolicy", policy, [.. Policies, "nil"]);
        if (said.Texts("dryRun").Any(value => value != "All"))
            yield return FieldError.NotSupported("dryRun", said["dryRun"]?.DeepClone(), ["All"]);
    }

    /// <summary>Without a body the query says the same things.</summary>
    private static JsonObject QueryAsBody(ApiRequest request)
    {
        var said = new JsonObject { ["dryRun"] = new JsonArray([.. request.QueryAll("dryRun").Select(value => (JsonNode?)value)]) };
        if (QueryNumber.Read(request, "gracePeriodSeconds") is { } seconds)
            said["gracePeriodSeconds"] = seconds;
        if (request.Query("propagationPolicy") is { Length: > 0 } policy)
            said["propagationPolicy"] = policy;
        if (request.Query("orphanDependents") is not null)
            said["orphanDependents"] = request.Flag("orphanDependents");
        return said;
    }

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
            var said = BodyFormat.Parse(body) as JsonObject ?? [];
            TypedDecoder.Decode(said, Shape);
            return said;
        }
        catch (MalformedBodyException malformed)
        {
            throw Failures.BadRequest($"couldn't get version/kind; json parse error: {malformed.Message}");
        }
        catch (TypeMismatchException mismatch)
        {
            throw Failures.BadRequest(mismatch.Message);
        }
    }
}
