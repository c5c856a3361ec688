namespace Operator.Apply;

/// <summary>What became of one child. Completes the sentence "StatefulSet app-python was …".</summary>
internal abstract record ChildOutcome(string Kind, string Name)
{
    /// <summary>All that we would say is already there: nothing was sent.</summary>
    internal sealed record Unchanged(string Kind, string Name) : ChildOutcome(Kind, Name);

    internal sealed record Created(string Kind, string Name) : ChildOutcome(Kind, Name);

    /// <param name="Kind">Kind of the child.</param>
    /// <param name="Name">Name of the child.</param>
    /// <param name="Changes">What differed, for a person to read.</param>
    internal sealed record Updated(string Kind, string Name, string Changes) : ChildOutcome(Kind, Name);

    /// <param name="Kind">Kind of the child.</param>
    /// <param name="Name">Name of the child.</param>
    /// <param name="Why">Why it had to go.</param>
    internal sealed record Removed(string Kind, string Name, string Why) : ChildOutcome(Kind, Name);

    /// <param name="Kind">Kind of the child.</param>
    /// <param name="Name">Name of the child.</param>
    /// <param name="Reason">The server's reason in one word.</param>
    /// <param name="Message">The server's own words.</param>
    internal sealed record Refused(string Kind, string Name, string Reason, string Message) : ChildOutcome(Kind, Name);
}
