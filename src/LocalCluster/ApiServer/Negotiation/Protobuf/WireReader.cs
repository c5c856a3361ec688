using System.Buffers.Binary;

namespace LocalCluster.ApiServer.Negotiation.Protobuf;

/// <summary>Reads the wire format of protocol buffers, a field at a time.</summary>
internal ref struct WireReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>Of the field that was read last.</summary>
    public int Number { get; private set; }

    /// <summary>The value of a varint or fixed field.</summary>
    public long Scalar { get; private set; }

    /// <summary>The content of a length-delimited field.</summary>
    public ReadOnlySpan<byte> Content { get; private set; }

    /// <returns>False at the end.</returns>
    /// <exception cref="MalformedBodyException">The bytes are no message.</exception>
    public bool Next()
    {
        if (_rest.IsEmpty) return false;
        var tag = Varint();
        Number = (int)(tag >> 3);
        switch (tag & 7)
        {
            case 0:
                Scalar = Varint();
                break;
            case 1:
                Scalar = BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));
                break;
            case 2:
                Content = Take(Varint());
                break;
            case 5:
                Scalar = BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int)));
                break;
            default:
                throw new MalformedBodyException($"proto: illegal wireType {tag & 7}");
        }

        return true;
    }

    private long Varint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var part = Take(1)[0];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80) return (long)value;
        }

        throw new MalformedBodyException("proto: integer overflow");
    }

    private ReadOnlySpan<byte> Take(long length)
    {
        if (length < 0 || length > _rest.Length) throw new MalformedBodyException("unexpected EOF");
        var taken = _rest[..(int)length];
        _rest = _rest[(int)length..];
        return taken;
    }
}
