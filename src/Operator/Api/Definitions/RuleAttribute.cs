namespace Operator.Api.Definitions;

/// <summary>A CEL rule that the API server checks; <paramref name="message"/> says what to write instead.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Property, AllowMultiple = true)]
public sealed class RuleAttribute(string expression, string message) : Attribute
{
    public string Expression { get; } = expression;

    public string Message { get; } = message;
}
