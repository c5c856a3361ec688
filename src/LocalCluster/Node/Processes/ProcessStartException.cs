namespace LocalCluster.Node.Processes;

/// <summary>A program could not be executed at all.</summary>
internal sealed class ProcessStartException(string message, Exception inner) : Exception(message, inner);
