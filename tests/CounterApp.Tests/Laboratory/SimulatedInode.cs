namespace CounterApp.Tests.Laboratory;

/// <summary>A file's content: what is on the platter, and what was written since and could be lost, torn or reordered.</summary>
internal sealed class SimulatedInode(byte[] durable)
{
    /// <summary>That a cut at any byte shows is proved for each format by itself.</summary>
    private const int Cuts = 32;

    private readonly List<(int Offset, byte[] Bytes)> _pending = [];
    private byte[] _durable = durable;

    public byte[] Current { get; private set; } = durable;

    public void Write(int offset, byte[] bytes)
    {
        _pending.Add((offset, bytes));
        Current = With(Current, offset, bytes);
    }

    public void Flush()
    {
        _durable = Current;
        _pending.Clear();
    }

    /// <summary>A flush that failed: what was pending may or may not be on the disk, and no later flush will write it.</summary>
    public void FailFlush(bool reachedTheDisk)
    {
        if (reachedTheDisk) _durable = Current;
        _pending.Clear();
    }

    /// <summary>
    /// Every content that a loss of power could leave: each pending write alone, missing, first or last, cut in many places from either end,
    /// or with some of its bytes missing; all of them, and none.
    /// </summary>
    public IEnumerable<byte[]> AfterPowerLoss()
    {
        yield return _durable;
        if (_pending.Count == 0) yield break;
        yield return Current;
        for (var i = 0; i < _pending.Count; i++)
        {
            var (offset, bytes) = _pending[i];
            var earlier = _pending.Take(i).Aggregate(_durable, (content, write) => With(content, write.Offset, write.Bytes));
            foreach (var torn in Torn(_durable, offset, bytes).Concat(Torn(earlier, offset, bytes))) yield return torn;
        }
    }

    /// <summary>One of <see cref="AfterPowerLoss"/>.</summary>
    public byte[] AfterPowerLoss(Random random)
    {
        var contents = AfterPowerLoss().ToArray();
        return contents[random.Next(contents.Length)];
    }

    private static IEnumerable<byte[]> Torn(byte[] content, int offset, byte[] bytes)
    {
        for (var cut = 0; cut <= bytes.Length; cut += 1 + (bytes.Length / Cuts))
        {
            yield return With(content, offset, bytes[..cut]);
            yield return Masked(content, offset, bytes, index => index >= cut);
        }

        var random = new Random(offset + bytes.Length);
        for (var i = 0; i < 16; i++) yield return Masked(content, offset, bytes, _ => random.Next(2) == 0);
    }

    /// <summary>Only some of the bytes arrive; the others are what was there, or zero where there was nothing.</summary>
    private static byte[] Masked(byte[] content, int offset, byte[] bytes, Func<int, bool> arrives)
    {
        var result = With(content, offset, new byte[bytes.Length]);
        for (var i = 0; i < bytes.Length; i++)
        {
            result[offset + i] = arrives(i) ? bytes[i] : offset + i < content.Length ? content[offset + i] : (byte)0;
        }

        return result;
    }

    private static byte[] With(byte[] content, int offset, byte[] bytes)
    {
        var result = new byte[Math.Max(content.Length, offset + bytes.Length)];
        content.CopyTo(result, 0);
        bytes.CopyTo(result, offset);
        return result;
    }
}
