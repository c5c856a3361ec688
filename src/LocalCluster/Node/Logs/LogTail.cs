namespace LocalCluster.Node.Logs;

/// <summary>Finds where the last lines of a file begin, reading it from its end.</summary>
internal static class LogTail
{
    private const int BlockSize = 16 * 1024;

    public static async Task<long> FindAsync(FileStream file, long lines, CancellationToken cancellationToken)
    {
        var end = file.Length;
        if (lines <= 0) return end;

        var block = new byte[BlockSize];
        // The newline that ends the last line does not begin another one.
        var left = lines + 1;
        for (var at = end; at > 0;)
        {
            var length = (int)Math.Min(BlockSize, at);
            at -= length;
            file.Position = at;
            await file.ReadExactlyAsync(block.AsMemory(0, length), cancellationToken);
            for (var i = length - 1; i >= 0; i--)
            {
                if (block[i] == '\n' && --left == 0) return at + i + 1;
            }
        }

        return 0;
    }
}
