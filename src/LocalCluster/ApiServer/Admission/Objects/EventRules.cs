using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Admission.Objects;

/// <summary>Events, in their stored (core) form; those that came through events.k8s.io have to be complete.</summary>
internal sealed class EventRules : KindRules
{
    private const int LongestInstance = 128;
    private const int LongestText = 128;
    private const int LongestNote = 1024;

    public override bool AllowsCreateOnUpdate => true;

    public override IEnumerable<FieldError> Validate(JsonObject obj, RuleContext context)
    {
        var isNew = context.Resource.Group.Length > 0;
        foreach (var error in Namespace(obj))
            yield return error;
        foreach (var error in isNew ? Complete(obj) : [])
            yield return error;
    }

    private static IEnumerable<FieldError> Namespace(JsonObject obj)
    {
        var (about, own) = (obj.Text("involvedObject", "namespace") ?? "", obj.Namespace());
        if (about.Length == 0 ? own is not ("default" or "kube-system" or "") : about != own)
            yield return FieldError.Invalid("involvedObject.namespace", about, "does not match event.namespace");
    }

    private static IEnumerable<FieldError> Complete(JsonObject obj) =>
    [
        .. obj["eventTime"] is null ? [FieldError.Required("eventTime")] : Array.Empty<FieldError>(),
        .. Type(obj.Text("type") ?? ""),
        .. Controller(obj.Text("reportingComponent") ?? ""),
        .. Bounded(obj.Text("reportingInstance"), "reportingInstance", LongestInstance),
        .. Bounded(obj.Text("action"), "action", LongestText),
        .. Bounded(obj.Text("reason"), "reason", LongestText),
        .. Note(obj.Text("message") ?? ""),
        .. Series(obj),
    ];

    private static IEnumerable<FieldError> Type(string type)
    {
        if (type is not ("Normal" or "Warning"))
            yield return FieldError.Invalid("type", "", $"has invalid value: {type}");
    }

    private static IEnumerable<FieldError> Controller(string name)
    {
        if (name.Length == 0)
            yield return FieldError.Required("reportingController");
        foreach (var wrong in name.Length == 0 ? [] : NameSyntax.QualifiedName(name))
            yield return FieldError.Invalid("reportingController", name, wrong);
    }

    private static IEnumerable<FieldError> Bounded(string? text, string field, int limit)
    {
        if (string.IsNullOrEmpty(text))
            yield return FieldError.Required(field);
        else if (text.Length > limit)
            yield return FieldError.Invalid(field, "", $"can have at most {limit} characters");
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
