using System.Globalization;

namespace LocalCluster.Node.Pods;

/// <summary>Where the files of one pod lie on the host. Everything is below <see cref="Root"/>.</summary>
internal sealed class PodDirectories(string nodeDirectory, string podUid)
{
    public string Root { get; } = Path.Combine(Path.GetFullPath(nodeDirectory), "pods", podUid);

    /// <summary>Made if it is not there.</summary>
    public string Volume(string name) => Directory.CreateDirectory(Path.Combine(Root, "volumes", name)).FullName;

    public string Log(string container, int attempt) =>
        Path.Combine(Root, "logs", container, attempt.ToString(CultureInfo.InvariantCulture) + ".log");

    /// <summary>Working files of one start of a container; made if it is not there.</summary>
    public string Container(string name, int attempt) =>
        Directory.CreateDirectory(Path.Combine(Root, "containers", name, attempt.ToString(CultureInfo.InvariantCulture))).FullName;

    /// <summary>Removes everything. A file that something still holds is left to the next start of the cluster.</summary>
    public void Delete()
    {
        try
        {
            if (Directory.Exists(Root)) Directory.Delete(Root, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Nobody reads it any more, and the next cluster in this directory begins by clearing it.
        }
    }
}
