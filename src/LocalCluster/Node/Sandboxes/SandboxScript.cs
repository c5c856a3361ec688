using System.Text;
using static LocalCluster.Node.Sandboxes.SandboxStep;

namespace LocalCluster.Node.Sandboxes;

/// <summary>
/// Writes the steps of a layout as a shell script with mount tables: as few programs as the order of the steps allows, because
/// every one of them delays the container's start by about a millisecond.
/// </summary>
internal static class SandboxScript
{
    /// <summary>
    /// Runs in the finished root: says `+` on standard output and becomes the program, or says `!` when there is no such
    /// program. Words: the working directory, then the program's own.
    /// </summary>
    public const string Begin =
        "cd \"$1\" 2>/dev/null || cd /; shift; command -v \"$1\" >/dev/null 2>&1 || { echo \"!$1\"; exit 127; }; echo +; exec \"$@\"";

    /// <summary>Runs in a root that is there already. A missing program is told in the words of a container runtime.</summary>
    public const string Enter =
        "cd \"$1\" 2>/dev/null || cd /; shift; command -v \"$1\" >/dev/null 2>&1 || { "
        + "echo \"OCI runtime exec failed: exec failed: unable to start container process: exec: \\\"$1\\\": executable file not found in \\$PATH: unknown\" >&2; exit 127; }; "
        + "exec \"$@\"";

    /// <summary>The script, whose words are those of <see cref="Begin"/>, and the mount tables it reads, by file name.</summary>
    public static (string Script, IReadOnlyDictionary<string, string> Tables) Write(
        IReadOnlyList<SandboxStep> steps, HostTools tools, string directory, string root, string hostname)
    {
        var script = new StringBuilder("set -e\n");
        script.Append($"{tools.Mount} -t tmpfs -o mode=0755 pod {Quote(root)}\n");
        script.Append($"cd {Quote(root)}\n");

        var tables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var batch in SandboxBatch.Group(steps))
        {
            WriteMakes(script, batch, tools, root);
            if (batch.Mounts.Count == 0) continue;

            var name = $"mounts.{tables.Count}";
            tables[name] = string.Concat(batch.Mounts.Select(step => TableLine(step, root)));
            script.Append($"{tools.Mount} -a -T {Quote(Path.Combine(directory, name))}\n");
        }

        script.Append($"{tools.Hostname} {Quote(hostname)} || true\n");
        script.Append($"exec {tools.Chroot} {Quote(root)} /bin/sh -c {Quote(Begin)} sh \"$@\"\n");
        return (script.ToString(), tables);
    }

    public static string Quote(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static void WriteMakes(StringBuilder script, SandboxBatch batch, HostTools tools, string root)
    {
        WriteCommand(script, $"{tools.Mkdir} -p", batch.Makes.OfType<MakeDirectory>().Select(make => root + make.Path));
        WriteCommand(script, tools.Touch, batch.Makes.OfType<MakeFile>().Select(make => root + make.Path));
        foreach (var links in batch.Makes.OfType<CopyLink>().GroupBy(link => link.Directory))
            WriteCommand(script, $"{tools.Copy} -P", [.. links.Select(link => link.Source), (root + links.Key).TrimEnd('/') + "/"]);
    }

    private static void WriteCommand(StringBuilder script, string command, IEnumerable<string> words)
    {
        var quoted = string.Join(' ', words.Select(Quote));
        if (quoted.Length > 0) script.Append($"{command} {quoted}\n");
    }

    private static string TableLine(SandboxStep step, string root) => step switch
    {
        Empty empty => $"tmpfs {Escape(root + empty.Path)} tmpfs mode={empty.Mode} 0 0\n",
        ProcMount proc => $"proc {Escape(root + proc.Path)} proc defaults 0 0\n",
        Bind bind => $"{Escape(bind.Source)} {Escape(root + bind.Path)} none rbind{(bind.ReadOnly ? ",ro" : "")} 0 0\n",
        _ => throw new ArgumentException($"{step} is not a mount.", nameof(step)),
    };

    /// <summary>fstab(5): blanks and backslashes are written in octal.</summary>
    private static string Escape(string path) => path
        .Replace("\\", "\\134", StringComparison.Ordinal)
        .Replace(" ", "\\040", StringComparison.Ordinal)
        .Replace("\t", "\\011", StringComparison.Ordinal)
        .Replace("\n", "\\012", StringComparison.Ordinal);
}
