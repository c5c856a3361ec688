namespace LocalCluster.Node.Sandboxes;

/// <summary>The programs (util-linux and coreutils) that build a sandbox, by absolute path: a container's PATH must not choose them.</summary>
internal sealed record HostTools
{
    private static readonly string[] Directories = ["/usr/bin", "/bin", "/usr/sbin", "/sbin", "/usr/local/bin", "/usr/local/sbin"];

    public required string Unshare { get; init; }

    public required string Nsenter { get; init; }

    public required string Setpriv { get; init; }

    public required string Setsid { get; init; }

    public required string Mount { get; init; }

    public required string Chroot { get; init; }

    public required string Hostname { get; init; }

    public required string Mkdir { get; init; }

    public required string Touch { get; init; }

    public required string Copy { get; init; }

    public required string Chmod { get; init; }

    /// <summary>Null when one of them is missing; <paramref name="missing"/> says which.</summary>
    public static HostTools? Find(out string? missing)
    {
        string? absent = null;
        string Locate(string name)
        {
            if (FindProgram(name) is { } path) return path;
            absent ??= name;
            return name;
        }

        var tools = new HostTools
        {
            Unshare = Locate("unshare"),
            Nsenter = Locate("nsenter"),
            Setpriv = Locate("setpriv"),
            Setsid = Locate("setsid"),
            Mount = Locate("mount"),
            Chroot = Locate("chroot"),
            Hostname = Locate("hostname"),
            Mkdir = Locate("mkdir"),
            Touch = Locate("touch"),
            Copy = Locate("cp"),
            Chmod = Locate("chmod"),
        };
        missing = absent;
        return absent is null ? tools : null;
    }

    public static string? FindProgram(string name) =>
        Directories.Select(directory => Path.Combine(directory, name)).FirstOrDefault(File.Exists);
}
