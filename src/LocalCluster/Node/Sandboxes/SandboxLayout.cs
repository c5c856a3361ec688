using static LocalCluster.Node.Sandboxes.SandboxStep;

namespace LocalCluster.Node.Sandboxes;

/// <summary>
/// Decides how a container's root is built: a new tmpfs that shows the host's top-level directories, with /tmp, /run and /dev
/// of its own, and the volumes where the pod wants them. A mount point that the host lacks is made in a private copy of its
/// nearest existing parent, whose entries are mounted one by one, so nothing is ever created on the host.
/// </summary>
internal sealed class SandboxLayout
{
    private static readonly string[] Fresh = ["/proc", "/tmp", "/run", "/dev"];
    private static readonly string[] Skipped = ["/lost+found", "/boot"];
    private static readonly string[] Devices =
        ["null", "zero", "full", "random", "urandom", "tty", "ptmx", "pts", "shm", "mqueue", "fd", "stdin", "stdout", "stderr"];

    private readonly IHostView _host;
    private readonly List<SandboxStep> _steps = [];

    /// <summary>Directories in which missing mount points may be made: they are not the host's.</summary>
    private readonly HashSet<string> _private = new(["/", .. Fresh], StringComparer.Ordinal);

    private SandboxLayout(IHostView host) => _host = host;

    /// <param name="host">The host's files.</param>
    /// <param name="mounts">The container's volumes; a shorter target is mounted before what lies below it.</param>
    /// <param name="needed">Host directories that the program needs to see, even where the host's own are hidden.</param>
    public static IReadOnlyList<SandboxStep> Plan(IHostView host, IReadOnlyList<SandboxMount> mounts, IReadOnlyList<string> needed)
    {
        var layout = new SandboxLayout(host);
        layout.ShowHost();
        layout.MakeDevices();
        foreach (var directory in needed.Distinct(StringComparer.Ordinal)) layout.ShowHidden(directory);
        foreach (var mount in mounts.OrderBy(mount => mount.Target.Count(c => c == '/')).ThenBy(mount => mount.Target, StringComparer.Ordinal))
            layout.Place(mount);
        return layout._steps;
    }

    private static string Parent(string path) => Path.GetDirectoryName(path) ?? "/";

    private static bool IsWithin(string path, string directory) =>
        path == directory || path.StartsWith(directory == "/" ? "/" : directory + "/", StringComparison.Ordinal);

    private void ShowHost()
    {
        foreach (var entry in _host.Entries("/"))
        {
            if (!Fresh.Contains(entry.Path) && !Skipped.Contains(entry.Path)) Show(entry);
        }

        _steps.Add(new MakeDirectory("/proc"));
        _steps.Add(new ProcMount("/proc"));
        _steps.Add(new MakeDirectory("/run"));
        _steps.Add(new MakeDirectory("/tmp"));
        _steps.Add(new Empty("/tmp", "1777"));
    }

    private void MakeDevices()
    {
        _steps.Add(new MakeDirectory("/dev"));
        _steps.Add(new Empty("/dev", "0755"));
        foreach (var entry in _host.Entries("/dev").Where(entry => Devices.Contains(entry.Name))) Show(entry);
    }

    private void Show(HostEntry entry)
    {
        switch (entry.Kind)
        {
            case HostEntryKind.Directory:
                _steps.Add(new MakeDirectory(entry.Path));
                _steps.Add(new Bind(entry.Path, entry.Path, ReadOnly: false));
                break;
            case HostEntryKind.File:
                _steps.Add(new MakeFile(entry.Path));
                _steps.Add(new Bind(entry.Path, entry.Path, ReadOnly: false));
                break;
            case HostEntryKind.Link:
                _steps.Add(new CopyLink(entry.Path, Parent(entry.Path)));
                break;
        }
    }

    private void ShowHidden(string directory)
    {
        var path = _host.Resolve(directory);
        if (Fresh.Any(hidden => IsWithin(path, hidden))) Place(new SandboxMount(path, path, ReadOnly: true));
    }

    private void Place(SandboxMount mount)
    {
        var target = _host.Resolve(mount.Target);
        if (!CanHold(target, mount.IsFile)) MakePrivate(NearestExisting(target));
        if (IsPrivate(target)) MakeMountPoint(target, mount.IsFile);
        _steps.Add(new Bind(mount.Source, target, mount.ReadOnly));
        if (!mount.IsFile) _private.Add(target);
    }

    private void MakeMountPoint(string target, bool isFile)
    {
        _steps.Add(new MakeDirectory(isFile ? Parent(target) : target));
        if (isFile) _steps.Add(new MakeFile(target));
    }

    /// <summary>Whether the target is there already as the right kind, or can be made without touching the host.</summary>
    private bool CanHold(string target, bool isFile) =>
        IsPrivate(target) || _host.Find(target) == (isFile ? HostEntryKind.File : HostEntryKind.Directory);

    /// <summary>The nearest parent that something decided about is private: then so is all that is made below it.</summary>
    private bool IsPrivate(string target)
    {
        for (var at = target; ; at = Parent(at))
        {
            if (_private.Contains(at)) return true;
            if (IsShown(at)) return false;
        }
    }

    /// <summary>Whether this very path is a window to the host's.</summary>
    private bool IsShown(string path) => _steps.Any(step => step is Bind bind && bind.Path == path);

    private string NearestExisting(string target)
    {
        var at = Parent(target);
        while (at != "/" && _host.Find(at) != HostEntryKind.Directory) at = Parent(at);
        return at;
    }

    private void MakePrivate(string directory)
    {
        _steps.Add(new Empty(directory, "0755"));
        foreach (var entry in _host.Entries(directory)) Show(entry);
        _private.Add(directory);
    }
}
