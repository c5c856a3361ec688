using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Cel.Values;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Cel;

/// <summary>One evaluation of a tree of rules over an object, from the outside in.</summary>
internal sealed class RuleWalk
{
    private readonly List<FieldError> _errors = [];

    public IReadOnlyList<FieldError> Errors => _errors;

    /// <summary>Rules are about values: of a null only the rules around it are asked.</summary>
    public void Visit(RuleTree tree, JsonNode? value, JsonNode? old, ValuePath path, Ratchet ratchet)
    {
        if (value is null)
            return;
        if (tree.Rules.Count > 0)
            CheckRules(tree, value, old, path, ratchet);
        if (value is JsonArray array && tree.Items is not null)
            VisitItems(tree, tree.Items, array, old as JsonArray, path, ratchet);
        if (value is JsonObject obj)
            VisitMembers(tree, obj, old as JsonObject, path, ratchet);
    }

    private void VisitItems(RuleTree list, RuleTree items, JsonArray array, JsonArray? old, ValuePath path, Ratchet ratchet)
    {
        var before = old is not null && list.Schema.ListType == "map" ? new ListMapIndex(old, list.Schema.ListMapKeys) : null;
        for (var i = 0; i < array.Count; i++)
            Visit(items, array[i], before?.Find(array[i]), path.Item(i), ratchet.Item(i));
    }

    private void VisitMembers(RuleTree tree, JsonObject obj, JsonObject? old, ValuePath path, Ratchet ratchet)
    {
        foreach (var (name, value) in obj)
        {
            if (tree.Properties.TryGetValue(name, out var property))
                Visit(property, value, old?[name], path.Child(name), ratchet.Member(name));
            else if (tree.Values is not null)
                Visit(tree.Values, value, old?[name], path.Key(name), ratchet.Member(name));
        }
    }

    private void CheckRules(RuleTree tree, JsonNode value, JsonNode? old, ValuePath path, Ratchet ratchet)
    {
        var self = CelData.From(value, tree.Schema, tree.IsRoot);
        object before = old is null ? CelNull.Value : CelData.From(old, tree.Schema, tree.IsRoot);
        foreach (var rule in tree.Rules)
        {
            if (rule.UsesOldSelf && old is null && !rule.IsOptional)
                continue;
            var previous = rule.IsOptional ? old is null ? CelOptional.None : new CelOptional(before) : before;
            if (Check(rule, tree.Schema, value, self, previous, path) is { } error && (rule.UsesOldSelf || !error.CanBeForgiven || !ratchet.Forgives))
                _errors.Add(error.Error);
        }
    }

    private static Failure? Check(CompiledRule rule, Schema schema, JsonNode value, object self, object previous, ValuePath path)
    {
        if (rule.Error is { } compileError)
            return new Failure(FieldError.Invalid(path.ToString(), schema.Type ?? "", $"rule compile error: {compileError}"), CanBeForgiven: false);
        return rule.Program?.Evaluate(self, previous) switch
        {
            null or true => null,
            CelError error => new Failure(Failed(rule, schema, error, path), CanBeForgiven: false),
            _ => new Failure(Broken(rule, schema, value, Message(rule, self, previous), path), CanBeForgiven: true),
        };
    }

    /// <summary>The rule could not be computed.</summary>
    private static FieldError Failed(CompiledRule rule, Schema schema, CelError error, ValuePath path) => FieldError.Invalid(
        path.ToString(),
        schema.Type ?? "",
        error.Message.StartsWith("no such overload", StringComparison.Ordinal)
            ? $"'{error.Message}': call arguments did not match a supported operator, function or macro signature for rule: {rule.Name}"
            : $"{error.Message} evaluating rule: {rule.Name}");

    /// <summary>The rule does not hold. The value is shown when it is a scalar.</summary>
    private static FieldError Broken(CompiledRule rule, Schema schema, JsonNode value, string detail, ValuePath path)
    {
        var field = rule.FieldPath is { } below ? FieldPath.Child(path.ToString(), below) : path.ToString();
        var isContainer = schema.Type is "object" or "array";
        return rule.Source.Reason switch
        {
            FieldError.ForbiddenReason => FieldError.Forbidden(field, detail),
            FieldError.RequiredReason => FieldError.Required(field, detail),
            FieldError.DuplicateReason => isContainer ? FieldError.DuplicateWithoutValue(field) : FieldError.Duplicate(field, value),
            _ => isContainer ? FieldError.InvalidWithoutValue(field, detail) : FieldError.Invalid(field, value, detail),
        };
    }

    private static string Message(CompiledRule rule, object self, object previous)
    {
        if (rule.MessageProgram?.Evaluate(self, previous) is string text && text.Trim() is { Length: > 0 } trimmed && !trimmed.Contains('\n', StringComparison.Ordinal))
            return trimmed;
        return string.IsNullOrEmpty(rule.Source.Message) ? $"failed rule: {rule.Name}" : rule.Source.Message.Trim();
    }

    private sealed record Failure(FieldError Error, bool CanBeForgiven);
}
