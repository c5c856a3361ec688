namespace CounterApp.Volumes;

/// <summary>
/// The directory that the number lives in, as POSIX offers it. The edge to the disk: everything above it is proved on a simulated one.
/// <para>
/// A write, a rename or an exchange is seen by every process at once and outlives this one. It outlives a loss of power only after
/// the flush that covers it; until then it may reach the disk in any order, in part, or not at all.
/// </para>
/// One caller at a time. Every method throws <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/> when the disk refuses.
/// </summary>
internal interface IVolume : IDisposable
{
    /// <summary>Names the boot of the machine: another value means that what was never flushed may be gone. Empty if unknown.</summary>
    Guid Boot { get; }

    /// <summary>What people call the file of that name.</summary>
    string PathOf(string name);

    /// <summary>Takes the volume for this process alone, until the process ends however it ends. Taking it twice is fine.</summary>
    /// <exception cref="UnusableVolumeException">Another process holds it.</exception>
    void Lock();

    /// <summary>The first <paramref name="limit"/> bytes of a file; null when there is none.</summary>
    /// <exception cref="UnusableVolumeException">It is not a file.</exception>
    byte[]? Read(string name, int limit);

    /// <summary>A new, empty file of that name, in place of whatever file had the name.</summary>
    IVolumeFile Create(string name);

    /// <summary>The same for a file that is flushed often: what the disk keeps about it lies apart from what it keeps about the others.</summary>
    IVolumeFile CreateApart(string name) => Create(name);

    /// <summary>An existing file, to be written in place: a write returns when it is durable.</summary>
    IVolumeFile OpenDurable(string name);

    /// <summary>Gives a file another name, in place of whatever had it. Who opens that name gets the old file or the new one.</summary>
    void Rename(string from, string to);

    /// <summary>
    /// Two files swap names in one step. Where the file system has no such step, or nothing has the name <paramref name="to"/>,
    /// it is a <see cref="Rename"/>.
    /// </summary>
    void Exchange(string from, string to);

    /// <summary>Makes names durable: what was created, renamed and exchanged so far.</summary>
    void FlushNames();
}
