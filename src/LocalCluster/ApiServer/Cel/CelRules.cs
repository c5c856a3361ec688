using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Cel;

/// <summary>
/// The compiled CEL rules of a schema and everything below it. The server's cost limits are not enforced: neither the estimate when a
/// definition is created nor the budget of an evaluation.
/// </summary>
internal sealed class CelRules
{
    private static readonly ConditionalWeakTable<Schema, CelRules> Compiled = [];
    private readonly RuleTree? _tree;

    private CelRules(RuleTree? tree) => _tree = tree;

    public bool IsEmpty => _tree is null;

    /// <summary>Compiled on first use, kept as long as the schema is.</summary>
    public static CelRules Of(Schema schema) => Compiled.GetValue(schema, Compile);

    public static CelRules Compile(Schema schema) => new(RuleTree.Build(schema, isRoot: true));

    /// <summary>The rules of a schema for a value that is no object of its own, a default for example; as new, and as unchanged.</summary>
    public static IReadOnlyList<FieldError> EvaluateAt(Schema schema, JsonNode value, string path)
    {
        if (RuleTree.Build(schema) is not { } tree)
            return [];
        foreach (var old in (JsonNode?[])[value, null])
        {
            var walk = new RuleWalk();
            walk.Visit(tree, value, old, ValuePath.Root.Child(path), default);
            if (walk.Errors.Count > 0)
                return walk.Errors;
        }

        return [];
    }

    /// <summary>
    /// The errors of the rules that do not hold. A rule with <c>oldSelf</c> is only asked where there is a value before to compare with;
    /// a rule without it is not held against a value that did not change.
    /// </summary>
    public IReadOnlyList<FieldError> Evaluate(JsonObject obj, JsonObject? old)
    {
        if (_tree is null)
            return [];
        var walk = new RuleWalk();
        walk.Visit(_tree, obj, old, ValuePath.Root, new Ratchet(old is null ? null : new Correlation(obj, old, _tree.Schema), null));
        return walk.Errors;
    }
}
