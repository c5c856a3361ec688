namespace Kubernetes.Client.Config;

/// <summary>A client-go credential plugin (client.authentication.k8s.io): what to run and what to tell it.</summary>
public sealed record ExecPlugin
{
    public required string Command { get; init; }

    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Variables beside those of this process.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    public string ApiVersion { get; init; } = "client.authentication.k8s.io/v1";

    /// <summary>Shown when the command is not installed.</summary>
    public string? InstallHint { get; init; }

    /// <summary>The cluster as the plugin wants to know it, in JSON; null when it did not ask (<c>provideClusterInfo</c>).</summary>
    public string? ClusterInfoJson { get; init; }

    /// <summary>The plugin insists on a terminal, which a program like this does not have.</summary>
    public bool NeedsTerminal { get; init; }

    public override string ToString() => Command;
}
