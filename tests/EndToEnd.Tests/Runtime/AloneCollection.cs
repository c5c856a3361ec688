namespace EndToEnd.Tests.Runtime;

/// <summary>Tests that count the memory of the process, and so run when no other does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "alone";
}
