namespace Operator.Api;

/// <summary>What a webhook can be told of: the values of <c>spec.notifications[].events</c>.</summary>
public static class NotificationEvent
{
    public const string Started = "Started";
    public const string Step = "Step";
    public const string Paused = "Paused";
    public const string Promoted = "Promoted";
    public const string Aborted = "Aborted";
    public const string Finished = "Finished";
    public const string Degraded = "Degraded";
}
