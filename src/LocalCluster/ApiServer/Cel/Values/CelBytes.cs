namespace LocalCluster.ApiServer.Cel.Values;

/// <summary>Bytes, compared by content.</summary>
internal sealed class CelBytes(byte[] content) : IEquatable<CelBytes>, IComparable<CelBytes>
{
    public ReadOnlySpan<byte> Content => content;

    public static CelBytes? FromBase64(string text)
    {
        try
        {
            return new CelBytes(Convert.FromBase64String(text.Replace('-', '+').Replace('_', '/')));
        }
        catch (FormatException)
        {
            return null;
        }
    }

    public int CompareTo(CelBytes? other) => other is null ? 1 : Content.SequenceCompareTo(other.Content);

    public bool Equals(CelBytes? other) => other is not null && Content.SequenceEqual(other.Content);

    public override bool Equals(object? obj) => Equals(obj as CelBytes);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(content);
        return hash.ToHashCode();
    }
}
