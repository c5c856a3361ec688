namespace Kubernetes.Runtime.Controllers;

/// <summary>How one pass over one key ended.</summary>
internal abstract record PassEnd
{
    private PassEnd()
    {
    }

    public sealed record Done(Outcome Outcome) : PassEnd;

    /// <summary>Trying again cannot help until something changes.</summary>
    public sealed record Terminal(string Reason) : PassEnd;

    /// <summary>To be tried again after a back-off.</summary>
    public sealed record Failed(Exception Error) : PassEnd;
}
