namespace LocalCluster.Node.Containers;

/// <summary>How a command in a container ended, and the beginning of what it wrote.</summary>
internal sealed record ExecResult(int ExitCode, string Output);
