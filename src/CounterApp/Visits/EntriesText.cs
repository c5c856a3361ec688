using System.Globalization;
using System.Text;

namespace CounterApp.Visits;

/// <summary>The content of a file of sealed entries: a line with its generation, one for each entry, and one with the checksum of all before. Pure.</summary>
internal static class EntriesText
{
    private const string Ending = "checksum ";

    public static byte[] Write(VisitEntries entries, long generation)
    {
        var text = new StringBuilder(Title(generation));
        foreach (var (key, count) in entries) text.Append(CultureInfo.InvariantCulture, $"{key} {count}\n");
        var content = Encoding.ASCII.GetBytes(text.ToString());
        return [.. content, .. Encoding.ASCII.GetBytes(Checksum(content))];
    }

    /// <returns>Null when these are the entries of that generation; otherwise what is wrong, to follow the name of the file.</returns>
    public static string? Read(byte[] content, long generation, out VisitEntries entries)
    {
        entries = VisitEntries.Empty;
        var text = Encoding.ASCII.GetString(content);
        var end = text.LastIndexOf(Ending, StringComparison.Ordinal);
        if (end < 0 || text[end..] != Checksum(content.AsSpan(0, end))) return "is damaged";
        var lines = text[..end].TrimEnd('\n').Split('\n');
        if (lines[0] + "\n" != Title(generation)) return $"is not of generation {generation}, as visits.journal is";
        return TryRead(lines.Skip(1), out entries) ? null : "is damaged";
    }

    private static bool TryRead(IEnumerable<string> lines, out VisitEntries entries)
    {
        entries = VisitEntries.Empty;
        var counts = new List<KeyValuePair<ReplicaKey, long>>();
        foreach (var line in lines)
        {
            var blank = line.IndexOf(' ', StringComparison.Ordinal);
            if (blank < 0 || !ReplicaKey.TryParse(line.AsSpan(0, blank), out var key)) return false;
            if (!long.TryParse(line.AsSpan(blank + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count)) return false;
            counts.Add(new(key, count));
        }

        entries = VisitEntries.Of(counts);
        return true;
    }

    private static string Title(long generation) => string.Create(CultureInfo.InvariantCulture, $"visits entries {generation}\n");

    private static string Checksum(ReadOnlySpan<byte> content) => string.Create(CultureInfo.InvariantCulture, $"{Ending}{Crc32C.Of(content):x8}\n");
}
