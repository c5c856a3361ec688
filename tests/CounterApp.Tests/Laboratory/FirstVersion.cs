namespace CounterApp.Tests.Laboratory;

/// <summary>Journals that an app of the first version left behind, byte for byte.</summary>
internal static class FirstVersion
{
    private const string Fifth = "VklTSVRTMQoFAAAAAAAAAAMAAAAAAAAAAAAAAAAAAACgMxyhaUMqSIKedQDF3+gwAAAAAAAAAAAAAAAAah0aQg==";
    private const string Sixth = "VklTSVRTMQoGAAAAAAAAAAMAAAAAAAAAAQAAAAAAAACgMxyhaUMqSIKedQDF3+gwAAAAAAAAAAAAAAAA2c2JmA==";
    private const string Seventh = "VklTSVRTMQoHAAAAAAAAAAQAAAAAAAAAAAAAAAAAAACgMxyhaUMqSIKedQDF3+gwAAAAAAAAAAAAAAAAgwhwKw==";

    /// <summary>Three visits, at rest.</summary>
    public static byte[] Settled => Slots(Fifth, Sixth);

    /// <summary>Killed after a fourth.</summary>
    public static byte[] Counting => Slots(Seventh, Sixth);

    private static byte[] Slots(string first, string second)
    {
        var journal = new byte[8192];
        Convert.FromBase64String(first).CopyTo(journal, 0);
        Convert.FromBase64String(second).CopyTo(journal, 4096);
        return journal;
    }
}
