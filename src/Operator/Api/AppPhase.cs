namespace Operator.Api;

/// <summary>The values of <c>status.phase</c>.</summary>
public static class AppPhase
{
    public const string Pending = "Pending";
    public const string Progressing = "Progressing";
    public const string Paused = "Paused";
    public const string Healthy = "Healthy";
    public const string Degraded = "Degraded";

    public static IReadOnlyList<string> All { get; } = [Pending, Progressing, Paused, Healthy, Degraded];
}
