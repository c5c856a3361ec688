using LocalCluster.ApiServer.Cel.Checking;
using LocalCluster.ApiServer.Cel.Costs;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Cel;

/// <summary>One rule of a schema, compiled, or with what is wrong with it.</summary>
internal sealed class CompiledRule
{
    private readonly CelCompilation? _rule;
    private readonly CelCompilation? _message;

    public CompiledRule(ValidationRule source, Schema schema, CelType self)
    {
        Source = source;
        IsOptional = source.OptionalOldSelf == true;
        _rule = source.Rule.Trim() == "" ? null : CelCompiler.Compile(source.Rule, self, IsOptional, CelType.Bool);
        if (Error is null && !string.IsNullOrEmpty(source.MessageExpression))
            _message = CelCompiler.Compile(source.MessageExpression, self, IsOptional, CelType.Text);
        FieldPath = string.IsNullOrEmpty(source.FieldPath) ? null : RuleFieldPath.Normalize(source.FieldPath, schema);
    }

    public ValidationRule Source { get; }

    public bool IsOptional { get; }

    public bool UsesOldSelf => _rule?.UsesOldSelf == true;

    public string? FieldPath { get; }

    /// <summary>Why the rule is refused, in the server's words.</summary>
    public string? Error => _rule switch
    {
        { Complaint: { } complaint } => "compilation failed: " + complaint,
        { WrongType: true } => "cel expression must evaluate to a bool",
        _ => null,
    };

    public string? MessageError => _message switch
    {
        { Complaint: { } complaint } => "messageExpression compilation failed: " + complaint,
        { WrongType: true } => "messageExpression must evaluate to a string",
        _ => null,
    };

    /// <summary>Null for an empty rule, and for one that was refused.</summary>
    public Evaluation.CelProgram? Program => _rule?.Program;

    public Evaluation.CelProgram? MessageProgram => _message?.Program;

    /// <summary>What it costs at most to ask the rule once; a refused one costs nothing.</summary>
    public ulong CostOn(DataSize size) => _rule?.Cost?.Invoke(size).Max ?? 0;

    /// <summary>What it costs at most to make its message; null when it has none to make.</summary>
    public ulong? MessageCostOn(DataSize size) => _message?.Cost?.Invoke(size).Max;

    /// <summary>How the rule is named in errors about it: its message, or else itself.</summary>
    public string Name => (string.IsNullOrEmpty(Source.Message) ? Source.Rule : Source.Message).Trim();
}
