using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Cel;

namespace LocalCluster.ApiServer.Schemas;

/// <summary>
/// Everything a custom object's schema demands, with the server's words and in its order: values, the scale paths, embedded resources,
/// duplicate list entries, then the CEL rules, unless an error before them makes their answer worthless. On an update, values that did
/// not change are not held against the user (ratcheting, KEP-4008).
/// </summary>
internal static class Validation
{
    /// <summary>Validates a whole object; <paramref name="old"/> is null on creation.</summary>
    public static IReadOnlyList<FieldError> Validate(JsonObject obj, JsonObject? old, Schema s) =>
        Validate(obj, old, s, ValidationScope.Object);

    /// <summary>
    /// Validates with the scale subresource's paths, with errors found before (names, metadata), or, for a write to <c>/status</c>,
    /// only the status and the rules.
    /// </summary>
    public static IReadOnlyList<FieldError> Validate(JsonObject obj, JsonObject? old, Schema s, ValidationScope scope)
    {
        List<FieldError> errors = [.. scope.Earlier];
        if (scope.StatusOnly)
            AddStatusErrors(errors, obj, old, s);
        else
            ValueValidation.Validate(obj, old, s, null, errors);
        if (scope.Scale is { } scale)
            errors.AddRange(scale.Validate(obj, scope.StatusOnly));
        if (!scope.StatusOnly)
            EmbeddedResourceCheck.Validate(obj, s, null, errors);
        AddListErrors(errors, obj, old, s);
        AddRuleErrors(errors, obj, old, s);
        return errors;
    }

    private static void AddStatusErrors(List<FieldError> errors, JsonObject obj, JsonObject? old, Schema s)
    {
        if (obj.TryGetPropertyValue("status", out var status) && s.Properties.TryGetValue("status", out var schema))
            ValueValidation.Validate(status, old?["status"], schema, "status", errors);
    }

    private static void AddListErrors(List<FieldError> errors, JsonObject obj, JsonObject? old, Schema s)
    {
        if (old is not null && ListTypeCheck.Validate(old, s).Count > 0)
            return;
        errors.AddRange(ListTypeCheck.Validate(obj, s));
    }

    private static void AddRuleErrors(List<FieldError> errors, JsonObject obj, JsonObject? old, Schema s)
    {
        var rules = CelRules.Of(s);
        if (rules.IsEmpty)
            return;
        if (errors.Exists(e => e.BlocksRules))
            errors.Add(FieldError.Invalid(null, null, "some validation rules were not checked because the object was invalid; correct the existing errors to complete validation"));
        else
            errors.AddRange(rules.Evaluate(obj, old));
    }
}
