using System.Text;
using Kubernetes.Models.Core;
using LocalCluster.Node.Logs;

namespace LocalCluster.Node.Containers;

/// <summary>What a container leaves as its last words (core/v1, Container.terminationMessagePath and -Policy).</summary>
internal static class TerminationMessage
{
    private const int MaximumLength = 4096;
    private const int MaximumFromLog = 2048;
    private const int MaximumLines = 80;

    public static async Task<string?> ReadAsync(Container container, string directory, string logPath, int exitCode, CancellationToken cancellationToken)
    {
        var written = await ReadFileAsync(Path.Combine(directory, ContainerMounts.TerminationLog), cancellationToken);
        if (written.Length > 0) return written;
        if (exitCode == 0 || container.TerminationMessagePolicy != "FallbackToLogsOnError") return null;

        using var text = new MemoryStream();
        await new LogReader(new LogQuery { TailLines = MaximumLines }).CopyAsync(logPath, live: null, text, cancellationToken);
        var bytes = text.ToArray();
        return Encoding.UTF8.GetString(bytes[Math.Max(0, bytes.Length - MaximumFromLog)..]);
    }

    private static async Task<string> ReadFileAsync(string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path)) return "";

        var bytes = await File.ReadAllBytesAsync(path, cancellationToken);
        return Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, MaximumLength)]);
    }
}
