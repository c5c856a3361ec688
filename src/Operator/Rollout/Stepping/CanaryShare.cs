namespace Operator.Rollout.Stepping;

/// <summary>How a percentage becomes a number of pods.</summary>
internal static class CanaryShare
{
    /// <summary>
    /// Pods of the new revision: none for 0 %, all for 100 %, and in between the nearest number (half upwards) that leaves at least one pod
    /// of each revision. A single pod cannot be shared: it stays old up to 99 %.
    /// </summary>
    public static int Pods(int weight, int replicas) => weight switch
    {
        <= 0 => 0,
        >= 100 => replicas,
        _ when replicas < 2 => 0,
        _ => Math.Clamp(((replicas * weight) + 50) / 100, 1, replicas - 1),
    };

    /// <summary>Percentage, rounded half upwards.</summary>
    public static int Percent(int pods, int replicas) => replicas == 0 ? 0 : ((pods * 100) + (replicas / 2)) / replicas;
}
