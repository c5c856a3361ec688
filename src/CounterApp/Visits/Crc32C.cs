using System.Numerics;

namespace CounterApp.Visits;

/// <summary>The checksum of everything that has to show whether it is whole.</summary>
internal static class Crc32C
{
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var checksum = uint.MaxValue;
        foreach (var each in bytes) checksum = BitOperations.Crc32C(checksum, each);
        return ~checksum;
    }
}
