namespace LocalCluster.ApiServer.Schemas.Structure;

/// <summary>Which keywords a schema may use, and how those of Kubernetes go together, node by node.</summary>
internal sealed class KeywordRules
{
    private static readonly string[] Types = ["array", "boolean", "integer", "number", "object", "string"];

    private static readonly (string Keyword, string Message)[] Unsupported =
    [
        ("id", "id is not supported"),
        ("additionalItems", "additionalItems is not supported"),
        ("patternProperties", "patternProperties is not supported"),
        ("definitions", "definitions is not supported"),
        ("dependencies", "dependencies is not supported"),
        ("$ref", "$ref is not supported"),
    ];

    private readonly List<FieldError> _errors = [];
    private readonly List<FieldError> _ruleErrors = [];

    private KeywordRules()
    {
    }

    /// <summary>Errors of the rules come after all others; they are only looked for where the schema is sound.</summary>
    public static IReadOnlyList<FieldError> Check(SchemaNode root, string path, RuleContext? rules)
    {
        var check = new KeywordRules();
        check.Visit(root, path, new Surroundings(), rules, isRoot: true);
        return [.. check._errors, .. check._ruleErrors];
    }

    private void Visit(SchemaNode? node, string path, Surroundings around, RuleContext? rules, bool isRoot = false)
    {
        if (node is null)
            return;
        var before = _errors.Count;
        CheckKeywords(node, path, around);
        VisitAdditional(node, path, around, rules);
        VisitProperties(node, path, around, rules, isRoot);
        VisitCombinations(node, path, around);
        VisitItems(node, path, around, rules);
        if (node.Has("x-kubernetes-preserve-unknown-fields") && !node.Flag("x-kubernetes-preserve-unknown-fields"))
            _errors.Add(FieldError.Invalid($"{path}.x-kubernetes-preserve-unknown-fields", false, "must be true or undefined"));
        _errors.AddRange(ListKeywordRules.Check(node, path));
        _errors.AddRange(RuleKeywordRules.Check(node, path));
        if (_errors.Count == before && rules is not null)
            _ruleErrors.AddRange(rules.Check(node, path, around.Uncorrelatable));
    }

    private void CheckKeywords(SchemaNode node, string path, Surroundings around)
    {
        if (node.Type != "" && !Types.Contains(node.Type))
            _errors.Add(FieldError.NotSupported($"{path}.type", node.Type, Types));
        if (node.Has("default") && around.NoDefaults is { } reason)
            _errors.Add(FieldError.Forbidden($"{path}.default", $"must not be set {reason}"));
        foreach (var (keyword, message) in Unsupported)
        {
            if (node.Has(keyword))
                _errors.Add(FieldError.Forbidden($"{path}.{keyword}", message));
        }

        if (node.Type == "null")
            _errors.Add(FieldError.Forbidden($"{path}.type", "type cannot be set to null, use nullable as an alternative"));
        if (node.HasAny("items") && node.Items is null)
            _errors.Add(FieldError.Forbidden($"{path}.items", "items must be a schema object and not an array"));
        if (around.InsideMetadata && node.Flag("x-kubernetes-embedded-resource"))
            _errors.Add(FieldError.Forbidden($"{path}.x-kubernetes-embedded-resource", "must not be used inside of resource meta"));
        if (node.Flag("uniqueItems"))
            _errors.Add(FieldError.Forbidden($"{path}.uniqueItems", "uniqueItems cannot be set to true since the runtime complexity becomes quadratic"));
    }

    private void VisitAdditional(SchemaNode node, string path, Surroundings around, RuleContext? rules)
    {
        if (!node.Has("additionalProperties"))
            return;
        if (node.HasAny("properties") && !node.Flag("additionalProperties"))
            _errors.Add(FieldError.Forbidden($"{path}.additionalProperties", "additionalProperties and properties are mutual exclusive"));
        var inside = around.InsideMetadata ? around with { NoDefaults = "inside additionalProperties applying to object metadata" } : around;
        Visit(node.AdditionalProperties, $"{path}.additionalProperties", inside, rules?.Values());
    }

    private void VisitProperties(SchemaNode node, string path, Surroundings around, RuleContext? rules, bool isRoot)
    {
        foreach (var (name, property) in node.Properties)
        {
            var inside = around;
            if ((isRoot || node.Flag("x-kubernetes-embedded-resource")) && name is "metadata" or "kind" or "apiVersion")
                inside = inside with { InsideMetadata = true, NoDefaults = isRoot ? $"in top-level {name}" : inside.NoDefaults };
            Visit(property, $"{path}.properties[{name}]", inside, rules?.Property(name));
        }
    }

    private void VisitCombinations(SchemaNode node, string path, Surroundings around)
    {
        Visit(node.Child("not"), $"{path}.not", around, null);
        foreach (var keyword in (string[])["allOf", "oneOf", "anyOf"])
        {
            foreach (var (i, part) in node.List(keyword).Index())
                Visit(part, $"{path}.{keyword}[{i}]", around, null);
        }

        foreach (var (name, definition) in node.Map("definitions"))
            Visit(definition, $"{path}.definitions[{name}]", around, null);
    }

    /// <summary>Only items of list-maps have a counterpart before, that a rule below could speak of.</summary>
    private void VisitItems(SchemaNode node, string path, Surroundings around, RuleContext? rules)
    {
        var inside = node.Text("x-kubernetes-list-type") == "map" ? around : around with { Uncorrelatable = around.Uncorrelatable ?? path };
        Visit(node.Items, $"{path}.items", inside, rules?.Items());
    }

    /// <summary>What the nodes around mean for a node.</summary>
    /// <param name="NoDefaults">Why defaults are forbidden here; null when they are not.</param>
    /// <param name="InsideMetadata">Below the metadata of the object or of one inside it.</param>
    /// <param name="Uncorrelatable">The outermost list whose items have no counterpart before.</param>
    private sealed record Surroundings(string? NoDefaults = null, bool InsideMetadata = false, string? Uncorrelatable = null);
}
