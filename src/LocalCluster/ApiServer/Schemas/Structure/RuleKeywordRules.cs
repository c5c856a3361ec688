using LocalCluster.ApiServer.Cel;

namespace LocalCluster.ApiServer.Schemas.Structure;

/// <summary>x-kubernetes-validations as far as it can be judged without compiling anything.</summary>
internal static class RuleKeywordRules
{
    private static readonly string[] Reasons =
        [FieldError.DuplicateReason, FieldError.ForbiddenReason, FieldError.InvalidReason, FieldError.RequiredReason];

    public static IEnumerable<FieldError> Check(SchemaNode node, string path)
    {
        var schema = new Lazy<Schema>(() => SchemaReader.Read(node.Json));
        return node.List("x-kubernetes-validations").Index()
            .SelectMany(rule => Check(rule.Item, $"{path}.x-kubernetes-validations[{rule.Index}]", schema));
    }

    private static IEnumerable<FieldError> Check(SchemaNode rule, string path, Lazy<Schema> schema)
    {
        if (CheckText(rule, path) is { } error)
            yield return error;
        var expression = rule.Text("messageExpression");
        if (expression.Length > 0 && expression.Trim() == "")
            yield return FieldError.Required($"{path}.messageExpression", "messageExpression must be non-empty if specified");
        if (rule.Has("reason") && !Reasons.Contains(rule.Text("reason")))
            yield return FieldError.NotSupported($"{path}.reason", rule.Text("reason"), Reasons);
        var fieldPath = rule.Text("fieldPath");
        if (fieldPath.Length == 0)
            yield break;
        if (fieldPath.Trim() == "")
            yield return FieldError.Invalid($"{path}.fieldPath", fieldPath, "must be non-empty if specified");
        if (HasLineBreaks(fieldPath))
            yield return FieldError.Invalid($"{path}.fieldPath", fieldPath, "must not contain line breaks");
        if (RuleFieldPath.Normalize(fieldPath, schema.Value) is null)
            yield return FieldError.Invalid($"{path}.fieldPath", fieldPath, "must be a valid path");
    }

    private static FieldError? CheckText(SchemaNode rule, string path)
    {
        var (text, message) = (rule.Text("rule").Trim(), rule.Text("message"));
        if (text == "")
            return FieldError.Required($"{path}.rule", "rule is not specified");
        if (message.Length > 0 && message.Trim() == "")
            return FieldError.Invalid($"{path}.message", message, "must be non-empty if specified");
        if (HasLineBreaks(message.Trim()))
            return FieldError.Invalid($"{path}.message", message, "must not contain line breaks");
        return HasLineBreaks(text) && message == ""
            ? FieldError.Required($"{path}.message", "message must be specified if rule contains line breaks")
            : null;
    }

    private static bool HasLineBreaks(string text) => text.AsSpan().ContainsAny('\n', '\r');
}
