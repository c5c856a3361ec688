using LocalCluster.Node.Sandboxes;
using static LocalCluster.Node.Sandboxes.SandboxStep;

namespace LocalCluster.Tests.Node.Sandboxes;

public sealed class SandboxLayoutTests
{
    private readonly DescribedHost _host = new()
    {
        ["/"] = [Dir("/usr"), Dir("/var"), Dir("/etc"), Dir("/tmp"), Dir("/run"), Dir("/dev"), Dir("/proc"), Dir("/srv"), Link("/bin"), File("/note")],
        ["/dev"] = [File("/dev/null"), File("/dev/sda"), Dir("/dev/pts"), Link("/dev/fd")],
        ["/usr"] = [Dir("/usr/share"), Dir("/usr/bin")],
        ["/usr/share"] = [Dir("/usr/share/doc"), File("/usr/share/a"), Link("/usr/share/b")],
        ["/usr/share/doc"] = [],
        ["/srv"] = [],
        ["/etc"] = [File("/etc/hosts")],
    };

    [Fact]
    public void A_mount_point_that_the_host_lacks_is_made_on_the_new_root_only()
    {
        var steps = Plan(new SandboxMount("/vol", "/data", ReadOnly: false));

        Assert.Equal([new MakeDirectory("/data"), new Bind("/vol", "/data", false)], steps[^2..]);
        Assert.DoesNotContain(steps, step => step is Empty { Path: not ("/tmp" or "/dev") });
    }

    [Fact]
    public void The_host_is_shown_without_its_tmp_run_proc_and_disks()
    {
        var steps = Plan();

        Assert.Contains(new Bind("/usr", "/usr", false), steps);
        Assert.Contains(new CopyLink("/bin", "/"), steps);
        Assert.Contains(new Bind("/note", "/note", false), steps);
        Assert.Contains(new Bind("/dev/null", "/dev/null", false), steps);
        Assert.Contains(new ProcMount("/proc"), steps);
        Assert.DoesNotContain(steps, step => step is Bind { Path: "/tmp" or "/run" or "/dev" or "/proc" or "/dev/sda" });
    }

    [Fact]
    public void A_mount_point_inside_a_directory_of_the_host_gets_a_private_copy_of_that_directory()
    {
        var steps = Plan(new SandboxMount("/vol", "/usr/share/app/data", ReadOnly: true)).SkipWhile(step => step is not Empty { Path: "/usr/share" }).ToList();

        Assert.Equal(
            [
                new Empty("/usr/share", "0755"),
                new MakeDirectory("/usr/share/doc"), new Bind("/usr/share/doc", "/usr/share/doc", false),
                new MakeFile("/usr/share/a"), new Bind("/usr/share/a", "/usr/share/a", false),
                new CopyLink("/usr/share/b", "/usr/share"),
                new MakeDirectory("/usr/share/app/data"), new Bind("/vol", "/usr/share/app/data", true),
            ],
            steps);
    }

    [Fact]
    public void A_mount_point_that_exists_is_used_as_it_is()
    {
        var steps = Plan(new SandboxMount("/vol", "/srv", ReadOnly: false), new SandboxMount("/f", "/etc/hosts", ReadOnly: false, IsFile: true));

        Assert.Equal([new Bind("/vol", "/srv", false), new Bind("/f", "/etc/hosts", false)], steps[^2..]);
    }

    [Fact]
    public void A_mount_inside_another_is_made_after_it()
    {
        var steps = Plan(new SandboxMount("/inner", "/data/cache", ReadOnly: false), new SandboxMount("/outer", "/data", ReadOnly: false));

        Assert.Equal(
            [new MakeDirectory("/data"), new Bind("/outer", "/data", false), new MakeDirectory("/data/cache"), new Bind("/inner", "/data/cache", false)],
            steps[^4..]);
    }

    [Fact]
    public void A_program_under_tmp_stays_visible()
    {
        _host["/tmp"] = [Dir("/tmp/build")];

        var steps = SandboxLayout.Plan(_host, [], ["/tmp/build", "/usr/bin"]);

        Assert.Equal([new MakeDirectory("/tmp/build"), new Bind("/tmp/build", "/tmp/build", true)], steps.Skip(steps.Count - 2));
    }

    [Fact]
    public void Steps_are_grouped_without_changing_what_they_mean()
    {
        var batches = SandboxBatch.Group(Plan(new SandboxMount("/inner", "/data/cache", ReadOnly: false), new SandboxMount("/outer", "/data", ReadOnly: false)));

        Assert.Equal(3, batches.Count);
        Assert.Contains(new MakeDirectory("/data/cache"), batches[^1].Makes);
    }

    private static HostEntry Dir(string path) => new(path, HostEntryKind.Directory);

    private static HostEntry File(string path) => new(path, HostEntryKind.File);

    private static HostEntry Link(string path) => new(path, HostEntryKind.Link);

    private List<SandboxStep> Plan(params SandboxMount[] mounts) => [.. SandboxLayout.Plan(_host, mounts, [])];

    /// <summary>A host with the directories that a test says.</summary>
    private sealed class DescribedHost : Dictionary<string, HostEntry[]>, IHostView
    {
        public IReadOnlyList<HostEntry> Entries(string directory) => this[directory];

        public HostEntryKind? Find(string path) =>
            Values.SelectMany(entries => entries).FirstOrDefault(entry => entry.Path == path)?.Kind;

        public string Resolve(string path) => path;
    }
}
