using LocalCluster.Node.Processes;

namespace LocalCluster.Node.Sandboxes;

/// <summary>Puts a command into a session of its own that ends with the node, on a terminal if there is one.</summary>
internal static class TerminalWords
{
    private const string OnTerminal = "exec <\"$0\" >\"$0\" 2>&1; exec \"$@\"";

    /// <param name="setpriv">Null where there is no such program: the command may then outlive a killed node.</param>
    /// <param name="setsid">Null where there is no such program: there is then no session and no terminal.</param>
    /// <param name="words">The command.</param>
    /// <param name="terminal">The terminal's path, or null.</param>
    public static LaunchRequest Session(string? setpriv, string? setsid, IReadOnlyList<string> words, string? terminal)
    {
        List<string> all = [.. words];
        if (setsid is not null) all.InsertRange(0, terminal is null ? [setsid] : [setsid, "--ctty"]);
        if (setpriv is not null) all.InsertRange(0, [setpriv, "--pdeathsig", "KILL"]);
        if (setsid is not null && terminal is not null) all.InsertRange(0, ["/bin/sh", "-c", OnTerminal, terminal]);
        return new LaunchRequest { Program = all[0], Arguments = all[1..] };
    }

    public static IReadOnlyDictionary<string, string> Variables(IReadOnlyDictionary<string, string> variables, string? terminal) =>
        terminal is null || variables.ContainsKey("TERM")
            ? variables
            : new Dictionary<string, string>(variables, StringComparer.Ordinal) { ["TERM"] = "xterm" };
}
