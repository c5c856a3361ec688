using LocalCluster.ApiServer.Cel.Checking;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Cel;

/// <summary>The rules of a schema node and of what is below it; only branches that have rules.</summary>
internal sealed class RuleTree
{
    private RuleTree(Schema schema, IReadOnlyList<CompiledRule> rules, bool isRoot)
    {
        Schema = schema;
        Rules = rules;
        IsRoot = isRoot;
        Items = Build(schema.Items);
        Values = Build(schema.AdditionalProperties);
        Properties = schema.Properties.Select(p => (p.Key, Tree: Build(p.Value))).Where(p => p.Tree is not null)
            .ToDictionary(p => p.Key, p => p.Tree!, StringComparer.Ordinal);
    }

    public Schema Schema { get; }

    public bool IsRoot { get; }

    public IReadOnlyList<CompiledRule> Rules { get; }

    public RuleTree? Items { get; }

    public RuleTree? Values { get; }

    public IReadOnlyDictionary<string, RuleTree> Properties { get; }

    private bool IsEmpty => Rules.Count == 0 && Items is null && Values is null && Properties.Count == 0;

    /// <summary>Null when there are no rules at all.</summary>
    public static RuleTree? Build(Schema? schema, bool isRoot = false)
    {
        if (schema is null || SchemaTypes.Of(schema, isRoot) is not { } self)
            return null;
        var tree = new RuleTree(schema, [.. schema.Validations.Select(rule => new CompiledRule(rule, schema, self))], isRoot);
        return tree.IsEmpty ? null : tree;
    }
}
