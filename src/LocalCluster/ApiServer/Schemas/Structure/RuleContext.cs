using System.Text;
using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Cel;
using LocalCluster.ApiServer.Cel.Checking;
using LocalCluster.ApiServer.Cel.Costs;

namespace LocalCluster.ApiServer.Schemas.Structure;

/// <summary>
/// The schema at a node, read, with the type its rules see: the rules are compiled against it when a definition is created. Most is how many
/// such values an object can hold, null where the schemas around set no bound.
/// </summary>
internal sealed record RuleContext(Schema? Schema, bool IsRoot, RuleBudget Budget, ulong? Most)
{
    public static RuleContext OfRoot(Schema schema, RuleBudget budget) => new(schema, IsRoot: true, budget, Most: 1);

    public RuleContext Items() => Below(Schema?.Items);

    public RuleContext Values() => Below(Schema?.AdditionalProperties);

    public RuleContext Property(string name) => Below(Schema?.Properties.GetValueOrDefault(name));

    public IEnumerable<FieldError> Check(SchemaNode node, string path, string? uncorrelatable)
    {
        if (Schema is null || Schema.Validations.Count == 0)
            return [];
        if (SchemaTypes.Of(Schema, IsRoot) is not { } self || DataSize.Of(Schema, IsRoot || Schema.EmbeddedResource) is not { } size)
        {
            const string NoType = "internal error: failed to retrieve type information for x-kubernetes-validations";
            return [new FieldError("InternalError", $"{path}.x-kubernetes-validations", $"Internal error: {NoType}")];
        }

        return Schema.Validations.Index()
            .SelectMany(rule => Check(new CompiledRule(rule.Item, Schema, self), size, $"{path}.x-kubernetes-validations[{rule.Index}]", uncorrelatable))
            .ToList();
    }

    private RuleContext Below(Schema? schema)
    {
        var factor = (Schema?.Type, Schema?.AdditionalProperties) switch
        {
            ("object", not null) => Schema!.Rules.MaxProperties,
            ("array", _) => Schema!.Rules.MaxItems,
            _ => 1,
        };
        return new RuleContext(schema, IsRoot: false, Budget, Most is { } most && factor is { } times ? Estimate.Multiply(most, (ulong)Math.Max(0, times)) : null);
    }

    private IEnumerable<FieldError> Check(CompiledRule rule, DataSize size, string path, string? uncorrelatable)
    {
        foreach (var expensive in Budget.Observe($"{path}.rule", "rule", Estimate.Multiply(rule.CostOn(size), Most ?? size.MostInRequest)))
            yield return expensive;
        if (rule.Error is { } error)
            yield return FieldError.Invalid($"{path}.rule", new Raw(Describe(rule.Source)), error);
        if (rule.MessageError is { } messageError)
            yield return FieldError.Invalid($"{path}.messageExpression", new Raw(Describe(rule.Source)), messageError);
        foreach (var expensive in rule.MessageCostOn(size) is { } cost ? Budget.Observe($"{path}.messageExpression", "messageExpression", cost) : [])
            yield return expensive;
        if (rule.UsesOldSelf && uncorrelatable is not null)
            yield return FieldError.Invalid($"{path}.rule", rule.Source.Rule, $"oldSelf cannot be used on the uncorrelatable portion of the schema within {uncorrelatable}");
        else if (!rule.UsesOldSelf && rule.Source.OptionalOldSelf is { } optional)
            yield return FieldError.Invalid($"{path}.optionalOldSelf", optional, "may not be set if oldSelf is not used in rule");
    }

    /// <summary>The rule as the server prints its own type: all members, in their order there, with their names in Go.</summary>
    private static string Describe(ValidationRule rule)
    {
        var text = new StringBuilder("{");
        Append(text, "Rule", rule.Rule);
        Append(text, "Message", rule.Message ?? "");
        Append(text, "MessageExpression", rule.MessageExpression ?? "");
        Append(text, "Reason", rule.Reason);
        Append(text, "FieldPath", rule.FieldPath ?? "");
        text.Append("\"OptionalOldSelf\":").Append(rule.OptionalOldSelf switch { null => "null", true => "true", false => "false" });
        return text.Append('}').ToString();
    }

    private static void Append(StringBuilder text, string name, string? value) =>
        text.Append('"').Append(name).Append("\":").Append(GoText.Json(value is null ? null : JsonValue.Create(value))).Append(',');

    /// <summary>Shown as it is.</summary>
    private sealed record Raw(string Text)
    {
        public override string ToString() => Text;
    }
}
