using CounterApp.Volumes;

namespace Bench.Counter.Servers;

/// <summary>A volume that forgets: every step of the app happens, none reaches a disk. One caller at a time.</summary>
internal sealed class MemoryVolume : IVolume
{
    private readonly Dictionary<string, MemoryFile> _files = [];

    public Guid Boot => Guid.Empty;

    public string PathOf(string name) => name;

    public void Lock()
    {
    }

    public byte[]? Read(string name, int limit) => _files.TryGetValue(name, out var file) ? file.Content[..Math.Min(limit, file.Content.Length)] : null;

    public IVolumeFile Create(string name) => _files[name] = new MemoryFile();

    public IVolumeFile OpenDurable(string name) => _files[name];

    public void Rename(string from, string to)
    {
        _files[to] = _files[from];
        _files.Remove(from);
    }

    public void Exchange(string from, string to)
    {
        var replaced = _files.GetValueOrDefault(to);
        Rename(from, to);
        if (replaced is not null) _files[from] = replaced;
    }

    public void FlushNames()
    {
    }

    public void Dispose()
    {
    }

    private sealed class MemoryFile : IVolumeFile
    {
        public byte[] Content { get; private set; } = [];

        public void Write(ReadOnlySpan<byte> bytes, long offset)
        {
            var end = (int)offset + bytes.Length;
            if (Content.Length < end) Content = [.. Content, .. new byte[end - Content.Length]];
            bytes.CopyTo(Content.AsSpan((int)offset));
        }

        public void Flush()
        {
        }

        public void Dispose()
        {
        }
    }
}
