namespace EndToEnd.Tests.Runtime;

/// <summary>Tests that count time or memory, and so run when no other does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "alone";
}
