namespace CounterApp.Volumes;

/// <summary>
/// The directory that the count lives in, as POSIX offers it. The edge to the disk: everything above it can be proved on a
/// simulated one.
/// <para>
/// Order and survival. A write, a rename or an exchange is seen by every process at once and outlives this process. It outlives a loss
/// of power only after the flush that covers it, and until then it may reach the disk in any order, in part, or not at all.
/// </para>
/// Every method throws <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/> when the disk refuses.
/// </summary>
internal interface IVolume : IDisposable
{
    /// <summary>Names the boot of the machine: another value means that what was never flushed may be gone. Empty if unknown.</summary>
    Guid Boot { get; }

    /// <summary>Takes the volume for this process alone, until the process ends however it ends.</summary>
    /// <exception cref="DamagedVolumeException">Another process holds it.</exception>
    void Lock();

    /// <summary>The first <paramref name="limit"/> bytes of a file; null when there is none.</summary>
    /// <exception cref="DamagedVolumeException">It is not a file.</exception>
    byte[]? Read(string name, int limit);

    /// <summary>A new, empty file of that name, in place of whatever file had the name.</summary>
    IVolumeFile Create(string name);

    /// <summary>An existing file, to be written in place.</summary>
    IVolumeFile Open(string name);

    /// <summary>Gives a file another name, in place of whatever had it. Readers of that name see the old file or the new one.</summary>
    void Rename(string from, string to);

    /// <summary>Two files swap names in one step (a plain <see cref="Rename"/> where the file system has no such step).</summary>
    void Exchange(string one, string other);

    /// <summary>Makes names durable: what was created, renamed and exchanged so far.</summary>
    void FlushNames();
}
