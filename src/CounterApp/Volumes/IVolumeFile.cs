namespace CounterApp.Volumes;

/// <summary>One open file of an <see cref="IVolume"/>; its errors are the volume's.</summary>
internal interface IVolumeFile : IDisposable
{
    void Write(ReadOnlySpan<byte> bytes, long offset);

    /// <summary>Makes what was written durable.</summary>
    void Flush();
}
