using System.Text.Json;

namespace LocalCluster.ApiServer.Schemas;

/// <summary>One entry of <c>x-kubernetes-validations</c>: a CEL expression that has to be true of the value it stands at.</summary>
/// <param name="Rule">The expression.</param>
/// <param name="Message">What the user reads when it is false; null: the rule itself is quoted.</param>
/// <param name="MessageExpression">A CEL expression for the message; wins over <paramref name="Message"/> when it evaluates.</param>
/// <param name="Reason">The cause's reason; null means FieldValueInvalid.</param>
/// <param name="FieldPath">Where below the value the error is reported, as a JSON path.</param>
/// <param name="OptionalOldSelf">The rule is evaluated on creation too, with <c>oldSelf</c> an optional value.</param>
internal sealed record ValidationRule(
    string Rule, string? Message, string? MessageExpression, string? Reason, string? FieldPath, bool? OptionalOldSelf)
{
    public static IReadOnlyList<ValidationRule> ReadAll(SchemaSource source) =>
        [.. source.Elements("x-kubernetes-validations").Select(Read)];

    private static ValidationRule Read(JsonElement entry) => new(
        Text(entry, "rule") ?? "",
        Text(entry, "message"),
        Text(entry, "messageExpression"),
        Text(entry, "reason"),
        Text(entry, "fieldPath"),
        entry.TryGetProperty("optionalOldSelf", out var flag) ? flag.ValueKind == JsonValueKind.True : null);

    private static string? Text(JsonElement entry, string name) =>
        entry.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
