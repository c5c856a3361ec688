namespace Operator.Status;

/// <summary>Something that a person wants to find in <c>kubectl describe</c>: what happened, and whether it is a warning.</summary>
internal sealed record AppEvent(bool IsWarning, string Reason, string Action, string Note)
{
    /// <summary>What webhooks call it, one of <see cref="Api.NotificationEvent"/>; null for what they are not told.</summary>
    public string? Notifies { get; init; }

    /// <summary>Stands for the transition of the app's status that this tells of, see <see cref="Transition"/>; null for what may be told again.</summary>
    public string? Transition { get; init; }
}
