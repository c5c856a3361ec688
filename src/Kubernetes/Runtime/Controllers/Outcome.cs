namespace Kubernetes.Runtime.Controllers;

/// <summary>When to look again. Failure is an exception, not an outcome.</summary>
public abstract record Outcome
{
    private Outcome()
    {
    }

    /// <summary>Nothing to do until something changes.</summary>
    public static Outcome AwaitChange { get; } = new Await();

    /// <summary>Look again after this time, or at the next change if that is earlier.</summary>
    public static Outcome RequeueAfter(TimeSpan delay) => new Requeue(delay);

    public sealed record Await : Outcome;

    public sealed record Requeue(TimeSpan After) : Outcome;
}
