using LocalCluster.Node.Processes;

namespace LocalCluster.Node.Containers;

/// <summary>A container could not be brought to run its program.</summary>
internal sealed class ContainerStartException(string waitingReason, string message) : Exception(message)
{
    /// <summary>What its state then says.</summary>
    public string WaitingReason { get; } = waitingReason;

    public static ContainerStartException NoProgram(string name) => new(
        WaitingReasons.ContainerRun,
        "failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: "
        + $"unable to start container process: error during container init: exec: \"{name}\": {Missing(name)}");

    private static string Missing(string name) =>
        name.Contains('/', StringComparison.Ordinal) ? $"stat {name}: no such file or directory" : "executable file not found in $PATH";

    public static ContainerStartException NotBuilt(string detail) =>
        new(WaitingReasons.ContainerCreate, $"failed to create the container's mounts: {(detail.Length > 0 ? detail : "no reason given")}");

    public static ContainerStartException NotStarted(ProcessStartException cause) => new(WaitingReasons.ContainerCreate, cause.Message);
}
