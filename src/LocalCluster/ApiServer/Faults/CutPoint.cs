namespace LocalCluster.ApiServer.Faults;

/// <summary>Where a text is cut. Pure.</summary>
internal static class CutPoint
{
    private const byte FirstLeadByte = 0xC0;

    /// <summary>How many bytes go out; null when the moment does not apply to this text.</summary>
    public static int? Of(ReadOnlySpan<byte> text, CutMoment moment)
    {
        if (moment != CutMoment.InCharacter) return text.Length / 2;
        var lead = text.IndexOfAnyInRange(FirstLeadByte, byte.MaxValue);
        return lead < 0 ? null : lead + 1;
    }
}
