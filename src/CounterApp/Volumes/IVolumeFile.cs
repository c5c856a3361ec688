namespace CounterApp.Volumes;

/// <summary>One open file of an <see cref="IVolume"/>; its errors are the volume's.</summary>
internal interface IVolumeFile : IDisposable
{
    void Write(ReadOnlySpan<byte> bytes, long offset);

    /// <summary>Makes what was written durable.</summary>
    void Flush();

    /// <summary>Writes over the beginning while nobody else has the file open; whoever opens it meanwhile waits.</summary>
    /// <returns>False when somebody has it open, or this disk cannot tell: nothing was written.</returns>
    bool TryOverwrite(ReadOnlySpan<byte> bytes);
}
