namespace Operator.Api.Definitions;

/// <summary>A promise about a field of the spec, or about a block and everything in it: stands in the CRD's descriptions and in docs/api.md, and tests keep it.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OnChangeAttribute(ChangeEffect effect) : Attribute
{
    public ChangeEffect Effect { get; } = effect;

    /// <summary>The promise in a sentence.</summary>
    public string Sentence => Effect switch
    {
        ChangeEffect.KeepsPods => "A change restarts no pod.",
        ChangeEffect.RollsPods => "A change rolls the pods.",
        ChangeEffect.Refused => "Immutable.",
        _ => throw new InvalidOperationException($"Unknown effect {Effect}."),
    };
}
