namespace LocalCluster.Node.Probes;

/// <summary>What one try of a probe said. The message is for the event; a success has none.</summary>
internal readonly record struct ProbeResult(bool Succeeded, string Message)
{
    public static ProbeResult Success { get; } = new(true, "");

    public static ProbeResult Failure(string message) => new(false, message);
}
