using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Admission.Objects;

/// <summary>
/// Events, in their stored (core) form. One with an eventTime has to be complete in either group; what comes through events.k8s.io has to be
/// of the new kind, and nothing of it changes but its series (ValidateEventCreate, ValidateEventUpdate).
/// </summary>
internal sealed class EventRules(NameRule names) : KindRules
{
    private const int LongestText = 128;
    private const int LongestNote = 1024;

    private static readonly string[] Deprecated = ["firstTimestamp", "lastTimestamp"];

    /// <summary>The reason is looked at twice, and so it is refused twice.</summary>
    private static readonly string[] Fixed =
    [
        "involvedObject", "reason", "message", "source", "firstTimestamp", "lastTimestamp", "count", "reason", "type", "eventTime", "action", "related", "reportingComponent",
        "reportingInstance",
    ];

    /// <summary>The old group takes any name that a path can have.</summary>
    public override NameRule NameRule => names;

    public override bool AllowsCreateOnUpdate => true;

    public override IEnumerable<FieldError> Validate(JsonObject obj, RuleContext context) =>
        obj["eventTime"] is null ? Namespace(obj) : Complete(obj, IsNew(context) ? "reportingController" : "reportingComponent");

    public override IEnumerable<FieldError> ValidateCreate(JsonObject obj, RuleContext context) => !IsNew(context)
        ? []
        :
        [
            .. Series(obj),
            .. obj["eventTime"] is null ? [FieldError.Required("eventTime")] : Array.Empty<FieldError>(),
            .. Type(obj.Text("type") ?? ""),
            .. Deprecated.Where(field => obj[field] is not null).Select(Unset),
            .. obj.Number("count") is > 0 ? [Unset("count")] : Array.Empty<FieldError>(),
            .. obj.Text("source", "component") is { Length: > 0 } || obj.Text("source", "host") is { Length: > 0 } ? [Unset("source")] : Array.Empty<FieldError>(),
        ];

    public override IEnumerable<FieldError> ValidateUpdate(JsonObject obj, JsonObject old, RuleContext context) => !IsNew(context)
        ? []
        :
        [
            .. JsonNode.DeepEquals(obj["series"], old["series"]) ? [] : Series(obj),
            .. Fixed.Where(field => !Same(obj[field], old[field])).Select(field => FieldError.Invalid(NameOf(field), EventValues.Of(field, obj[field]), "field is immutable")),
        ];

    private static bool IsNew(RuleContext context) => context.Resource.Group.Length > 0;

    private static string NameOf(string field) => field == "reportingComponent" ? "reportingController" : field;

    /// <summary>Nothing said is the same as an empty thing said.</summary>
    private static bool Same(JsonNode? one, JsonNode? other) => (Checks.IsEmpty(one) && Checks.IsEmpty(other)) || JsonNode.DeepEquals(one, other);

    private static FieldError Unset(string field) => FieldError.Invalid(field, "", "needs to be unset");

    private static IEnumerable<FieldError> Namespace(JsonObject obj)
    {
        var (about, own) = (obj.Text("involvedObject", "namespace") ?? "", obj.Namespace());
        if (about.Length == 0 ? own is not ("default" or "") : about != own)
            yield return FieldError.Invalid("involvedObject.namespace", about, "does not match event.namespace");
    }

    private static IEnumerable<FieldError> Complete(JsonObject obj, string controller) =>
    [
        .. obj.Text("involvedObject", "namespace") is null or "" && obj.Namespace() is not ("default" or "kube-system")
            ? [FieldError.Invalid("involvedObject.namespace", "", "does not match event.namespace")]
            : Array.Empty<FieldError>(),
        .. Controller(obj.Text("reportingComponent") ?? "", controller),
        .. Bounded(obj.Text("reportingInstance"), "reportingInstance"),
        .. Bounded(obj.Text("action"), "action"),
        .. Bounded(obj.Text("reason"), "reason"),
        .. Note(obj.Text("message") ?? ""),
    ];

    private static IEnumerable<FieldError> Type(string type)
    {
        if (type is not ("Normal" or "Warning"))
            yield return FieldError.Invalid("type", "", $"has invalid value: {type}");
    }

    private static IEnumerable<FieldError> Controller(string name, string field)
    {
        if (name.Length == 0)
            yield return FieldError.Required(field);
        foreach (var error in Checks.Named(name, field, NameSyntax.QualifiedName))
            yield return error;
    }

    private static IEnumerable<FieldError> Bounded(string? text, string field)
    {
        if (string.IsNullOrEmpty(text))
            yield return FieldError.Required(field);
        else if (text.Length > LongestText)
            yield return FieldError.Invalid(field, "", $"can have at most {LongestText} characters");
    }

    private static IEnumerable<FieldError> Note(string note)
    {
        if (note.Length > LongestNote)
            yield return FieldError.Invalid("message", "", $"can have at most {LongestNote} characters");
    }

    private static IEnumerable<FieldError> Series(JsonObject obj)
    {
        if (obj.Object("series") is not { } series)
            yield break;
        if ((series.Number("count") ?? 0) < 2)
            yield return FieldError.Invalid("series.count", "", "should be at least 2");
        if (series["lastObservedTime"] is null)
            yield return FieldError.Required("series.lastObservedTime");
    }
}
