using LocalCluster.Node.Processes;

namespace LocalCluster.Node.Containers;

/// <summary>The signals that a container may ask to be stopped with (core/v1 Lifecycle.stopSignal), by Linux' numbers.</summary>
internal static class StopSignals
{
    private static readonly Dictionary<string, int> Numbers = new(StringComparer.Ordinal)
    {
        ["SIGHUP"] = 1,
        ["SIGINT"] = 2,
        ["SIGQUIT"] = 3,
        ["SIGKILL"] = Signals.Kill,
        ["SIGUSR1"] = 10,
        ["SIGUSR2"] = 12,
        ["SIGTERM"] = Signals.Terminate,
    };

    public static int Find(string? name) => name is not null && Numbers.TryGetValue(name, out var number) ? number : Signals.Terminate;
}
