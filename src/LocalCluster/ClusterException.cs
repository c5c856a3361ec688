namespace LocalCluster;

/// <summary>Why the cluster cannot start or go on: one sentence for the user, saying what to do.</summary>
internal sealed class ClusterException(string message, Exception? cause = null) : Exception(message, cause);
