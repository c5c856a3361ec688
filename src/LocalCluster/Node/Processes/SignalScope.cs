namespace LocalCluster.Node.Processes;

/// <summary>Which processes a signal to a <see cref="ChildProcess"/> goes to.</summary>
internal enum SignalScope
{
    /// <summary>The child leads its own session: the signal goes to its whole process group.</summary>
    ProcessGroup,

    /// <summary>
    /// The child only waits for the first process of a PID namespace, which is the one that is meant. When that one dies, the
    /// kernel kills everything else in the namespace.
    /// </summary>
    NamespaceInit,

    /// <summary>The child alone; SIGKILL goes to its descendants too, as far as they can be found.</summary>
    ProcessTree,
}
