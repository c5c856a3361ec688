using CounterApp.Volumes;

namespace CounterApp.Tests.Laboratory;

/// <summary>A <see cref="SimulatedDisk"/> as one process sees it. After every step that changes the disk, someone may look.</summary>
/// <param name="stepped">Called after each step with its name.</param>
/// <param name="fault">Asked before each step whether and how it fails.</param>
internal sealed class SimulatedVolume(SimulatedDisk disk, Action<string>? stepped = null, Func<string, Fault>? fault = null) : IVolume
{
    public Guid Boot => disk.Boot;

    public string PathOf(string name) => $"/data/{name}";

    public void Lock()
    {
        if (disk.Locked) throw new UnusableVolumeException("/data is in use by another process.");
        Step("lock", () => disk.Locked = true);
    }

    public byte[]? Read(string name, int limit) => disk.Find(name)?.Current is { } content ? content[..Math.Min(limit, content.Length)] : null;

    public IVolumeFile Create(string name)
    {
        if (disk.Find(name) is not null) Step("delete", () => disk.Set(name, null));
        var inode = new SimulatedInode([]);
        Step("create", () => disk.Set(name, inode));
        return new OpenFile(this, inode, durable: false);
    }

    public IVolumeFile OpenDurable(string name) => new OpenFile(this, disk.Find(name) ?? throw new FileNotFoundException(name), durable: true);

    public void Rename(string from, string to) => Step("rename", () =>
    {
        disk.Set(to, disk.Find(from) ?? throw new FileNotFoundException(from));
        disk.Set(from, null);
    });

    public void Exchange(string from, string to) => Step("exchange", () =>
    {
        var (one, other) = (disk.Find(from), disk.Find(to));
        disk.Set(to, one);
        disk.Set(from, other);
    });

    public void FlushNames() => Step("flush names", disk.FlushNames);

    public void Dispose() => disk.Locked = false;

    private void Step(string name, Action effect) => Step(name, how =>
    {
        if (how is Fault.None or Fault.After) effect();
    });

    private void Step(string name, Action<Fault> effect)
    {
        var how = fault?.Invoke(name) ?? Fault.None;
        effect(how);
        stepped?.Invoke(name);
        if (how is Fault.Before or Fault.After) throw new IOException("Input/output error");
    }

    private sealed class OpenFile(SimulatedVolume volume, SimulatedInode inode, bool durable) : IVolumeFile
    {
        public void Write(ReadOnlySpan<byte> bytes, long offset)
        {
            var copy = bytes.ToArray();
            volume.Step("write", () => inode.Write((int)offset, copy));
            if (durable) Flush();
        }

        public void Flush() => volume.Step("flush", how =>
        {
            if (how == Fault.None) inode.Flush();
            else if (how != Fault.Unnoticed) inode.FailFlush(reachedTheDisk: how == Fault.After);
        });

        public void Dispose()
        {
        }
    }
}
