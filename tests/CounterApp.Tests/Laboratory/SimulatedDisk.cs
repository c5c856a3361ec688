using System.Text;

namespace CounterApp.Tests.Laboratory;

/// <summary>
/// A disk as POSIX promises it and no better: a name may come back from a loss of power as anything that it meant since names were
/// last flushed, each name by itself; a content as <see cref="SimulatedInode"/> says.
/// </summary>
internal sealed class SimulatedDisk
{
    /// <summary>What each name meant since names were last flushed, oldest first; null is "no such file".</summary>
    private readonly Dictionary<string, List<SimulatedInode?>> _names = [];

    public bool Locked { get; set; }

    /// <summary>A machine that has not been switched off since.</summary>
    public Guid Boot { get; private init; } = Guid.NewGuid();

    public static SimulatedDisk With(params (string Name, byte[] Content)[] files)
    {
        var disk = new SimulatedDisk();
        foreach (var (name, content) in files) disk._names[name] = [new SimulatedInode(content)];
        return disk;
    }

    public SimulatedInode? Find(string name) => _names.TryGetValue(name, out var meanings) ? meanings[^1] : null;

    public string? Text(string name) => Find(name) is { } inode ? Encoding.ASCII.GetString(inode.Current) : null;

    public void Set(string name, SimulatedInode? inode)
    {
        if (!_names.TryGetValue(name, out var meanings)) _names[name] = meanings = [null];
        meanings.Add(inode);
    }

    public void FlushNames()
    {
        foreach (var meanings in _names.Values) meanings.RemoveRange(0, meanings.Count - 1);
    }

    /// <summary>The disk as the next process finds it: this one is gone, the machine is not.</summary>
    public SimulatedDisk AfterKill()
    {
        var next = new SimulatedDisk { Boot = Boot };
        foreach (var (name, meanings) in _names)
        {
            if (meanings[^1] is { } inode) next._names[name] = [new SimulatedInode(inode.Current)];
        }

        return next;
    }

    /// <summary>Every disk that the machine could find after a loss of power now, as far as these files are concerned.</summary>
    public IEnumerable<SimulatedDisk> AfterPowerLoss(params string[] names)
    {
        IEnumerable<(string, byte[])[]> disks = [[]];
        foreach (var name in names)
        {
            var survivors = Survivors(name).ToList();
            disks = disks.SelectMany(disk => survivors, (disk, survivor) => disk.Concat(Present(name, survivor)).ToArray());
        }

        return disks.Select(With);
    }

    /// <summary>One of the disks that the machine could find after a loss of power now.</summary>
    public SimulatedDisk AfterPowerLoss(Random random) => With(
    [
        .. _names.SelectMany(name => Present(name.Key, name.Value[random.Next(name.Value.Count)]?.AfterPowerLoss(random))),
    ]);

    private static IEnumerable<(string Name, byte[] Content)> Present(string name, byte[]? content) => content is null ? [] : [(name, content)];

    private IEnumerable<byte[]?> Survivors(string name) => _names.TryGetValue(name, out var meanings)
        ? meanings.Distinct().SelectMany(Contents).DistinctBy(content => content is null ? null : Convert.ToHexString(content))
        : Contents(null);

    private static IEnumerable<byte[]?> Contents(SimulatedInode? inode) =>
        inode is null ? Enumerable.Repeat<byte[]?>(null, 1) : inode.AfterPowerLoss();
}
