using System.Buffers;

namespace Kubernetes.Tests.Scripting;

/// <summary>Bytes as a network delivers them: in pieces.</summary>
internal static class Segments
{
    /// <summary>Two pieces, cut before the byte with this number.</summary>
    public static ReadOnlySequence<byte> Of(ReadOnlyMemory<byte> bytes, int cut)
    {
        var first = new Piece(bytes[..cut], 0);
        var last = first.Then(bytes[cut..]);
        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        public Piece(ReadOnlyMemory<byte> memory, long at) => (Memory, RunningIndex) = (memory, at);

        public Piece Then(ReadOnlyMemory<byte> memory)
        {
            var next = new Piece(memory, RunningIndex + Memory.Length);
            Next = next;
            return next;
        }
    }
}
