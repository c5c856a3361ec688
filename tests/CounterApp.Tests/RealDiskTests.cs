using System.Diagnostics;
using System.Globalization;
using TestKit;

namespace CounterApp.Tests;

/// <summary>The app on a real file system of its own; where none can be mounted, the simulated disk has to do.</summary>
public sealed class RealDiskTests
{
    [MountFact]
    public async Task A_full_disk_refuses_visits_and_counts_again_by_itself_when_there_is_room()
    {
        using var data = new DataDirectory();
        using var disk = SmallDisk.Mount(data.Path);
        await using var app = await RunningApp.StartAsync(data);
        await app.VisitAsync();
        var counted = 1;

        // The app may free a block while it prepares for the next visit, which then still counts.
        for (disk.Fill(); (await GetAsync(app, "/")).Code == 200; disk.Fill()) counted++;
        for (var i = 0; i < 3; i++) Assert.Equal((503, "This visit was not counted: No space left on device"), Start(await GetAsync(app, "/")));
        Assert.Equal((503, "not ready: No space left on device"), Start(await GetAsync(app, "/readyz")));
        Assert.Equal(counted, data.Number);

        disk.MakeRoom();
        await IsReadyAsync(app);
        Assert.Equal($"{counted + 1} visits to app-python-0\n", await app.VisitAsync());
        Assert.Equal(counted + 1, data.Number);
    }

    [MountFact]
    public async Task Entries_that_have_no_room_are_refused_and_visits_go_on()
    {
        using var data = new DataDirectory();
        using var disk = SmallDisk.Mount(data.Path);
        await using var app = await RunningApp.StartAsync(data, ("HANDOVER_TOKEN", "s3cret"));
        await app.VisitAsync();
        var many = string.Join(',', Enumerable.Range(0, 1000).Select(_ => $"\"{Guid.NewGuid()}/{Guid.NewGuid()}\":1"));

        Assert.Equal((503, "Nothing was changed: No space left on device"), Start(await app.HandoverAsync("s3cret", $"{{\"entries\":{{{many}}}}}")));

        await IsReadyAsync(app);
        Assert.Equal("2 visits to app-python-0\n", await app.VisitAsync());
        Assert.Equal(2, data.Number);
    }

    [MountFact]
    public async Task A_volume_that_is_read_only_at_the_start_is_used_when_it_may_be_written()
    {
        using var data = new DataDirectory();
        using var disk = SmallDisk.Mount(data.Path);
        await File.WriteAllTextAsync(data.VisitsFile, "41");
        disk.SetReadOnly(true);
        await using var app = await RunningApp.StartAsync(data);

        Assert.Equal((503, "This visit was not counted: Read-only file system"), Start(await GetAsync(app, "/")));
        Assert.Equal((503, "not ready: Read-only file system"), Start(await GetAsync(app, "/readyz")));

        disk.SetReadOnly(false);
        await IsReadyAsync(app);
        Assert.Equal("42 visits to app-python-0\n", await app.VisitAsync());
    }

    [MountFact]
    public async Task A_volume_with_hardly_an_inode_left_counts_all_the_same()
    {
        using var data = new DataDirectory();
        using var disk = SmallDisk.Mount(data.Path, inodes: 6);
        await using var app = await RunningApp.StartAsync(data);

        Assert.Equal("1 visits to app-python-0\n", await app.VisitAsync());
        Assert.Equal("2 visits to app-python-0\n", await app.VisitAsync());
    }

    /// <summary>Such a file system writes the whole block of inodes at each flush of a file in it.</summary>
    [MountFact(ext4: true)]
    public async Task The_journal_shares_no_block_of_inodes_with_the_files_that_swap_names()
    {
        using var data = new DataDirectory();
        using var disk = SmallDisk.MountExt4WithoutJournal(data.Path);
        await using var app = await RunningApp.StartAsync(data);
        for (var i = 0; i < 3; i++) await app.VisitAsync();

        var journal = await InodeBlockAsync(data, "visits.journal");

        Assert.NotEqual(journal, await InodeBlockAsync(data, "visits.txt"));
        Assert.NotEqual(journal, await InodeBlockAsync(data, "visits.next"));
        Assert.Equal(["lost+found", "visits.journal", "visits.lock", "visits.next", "visits.txt"], data.Files);
    }

    private static async Task<long> InodeBlockAsync(DataDirectory data, string name)
    {
        using var stat = Process.Start(new ProcessStartInfo("stat", ["--format=%i", Path.Join(data.Path, name)]) { RedirectStandardOutput = true })!;
        return (long.Parse(await stat.StandardOutput.ReadToEndAsync(), CultureInfo.InvariantCulture) - 1) / 16;
    }

    private static Task IsReadyAsync(RunningApp app) =>
        Eventually.Holds(async () => await GetAsync(app, "/readyz") == (200, "ready\n"), "the app is ready again by itself");

    /// <summary>Without the path that the runtime may add.</summary>
    private static (int Code, string Body) Start((int Code, string Body) answer) => (answer.Code, answer.Body.TrimEnd('\n').Split(" : ")[0]);

    private static async Task<(int Code, string Body)> GetAsync(RunningApp app, string path)
    {
        using var response = await app.Client.GetAsync(path);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
