using System.Globalization;

namespace LocalCluster.Node.Processes;

/// <summary>Reads parent and child relations from Linux's /proc.</summary>
internal static class ProcessTable
{
    /// <summary>The first child of a process, or null when there is none (yet).</summary>
    public static int? FirstChildOf(int processId)
    {
        var id = processId.ToString(CultureInfo.InvariantCulture);
        try
        {
            var children = File.ReadAllText($"/proc/{id}/task/{id}/children");
            var first = children.Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
            return first is null ? null : int.Parse(first, CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A kernel without CONFIG_PROC_CHILDREN has no such file.
            return Directory.Exists($"/proc/{id}") ? FirstChildByScan(id) : null;
        }
    }

    private static int? FirstChildByScan(string parent)
    {
        foreach (var directory in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(directory), CultureInfo.InvariantCulture, out var id) && ParentOf(directory) == parent) return id;
        }

        return null;
    }

    private static string? ParentOf(string directory)
    {
        try
        {
            // pid (comm) state ppid …; the name may hold spaces and brackets, so read after the last one.
            var stat = File.ReadAllText(Path.Combine(directory, "stat"));
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1];
        }
        catch (IOException)
        {
            return null;
        }
    }
}
