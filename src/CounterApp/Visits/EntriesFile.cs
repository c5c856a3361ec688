using CounterApp.Volumes;

namespace CounterApp.Visits;

/// <summary>
/// <c>visits.entries-0</c> and <c>visits.entries-1</c>: the sealed entries, written whole and by turns. The journal says which generation
/// counts, so that the record that names a new one is what makes it true, and the file of the last one is there until then.
/// </summary>
internal static class EntriesFile
{
    /// <summary>Far beyond what the lives of a volume's pods can fill.</summary>
    private const int Longest = 64 * 1024 * 1024;

    public static string NameOf(long generation) => generation % 2 == 0 ? "visits.entries-0" : "visits.entries-1";

    /// <summary>The entries that a record of the journal names.</summary>
    /// <exception cref="UnusableVolumeException">They are not there, or not whole.</exception>
    public static VisitEntries Read(IVolume volume, JournalRecord? journal)
    {
        if (journal is not { Generation: > 0 } record) return VisitEntries.Empty;
        var name = NameOf(record.Generation);
        if (volume.Read(name, Longest) is not { } content) throw Refusal(volume, name, "is missing");
        if (EntriesText.Read(content, record.Generation, out var entries) is { } problem) throw Refusal(volume, name, problem);
        return entries.Sum == record.Visits - record.Own ? entries : throw Refusal(volume, name, "does not add up to the number in visits.journal");
    }

    /// <summary>Returns when the entries of this generation are durable. The file of the one before is not touched.</summary>
    public static void Write(IVolume volume, VisitEntries entries, long generation)
    {
        try
        {
            using var file = volume.Create(NameOf(generation));
            file.Write(EntriesText.Write(entries, generation), 0);
            file.Flush();
            volume.FlushNames();
        }
        catch
        {
            GiveRoomBack(volume, NameOf(generation));
            throw;
        }
    }

    /// <summary>What was refused must not take from a full disk what the next visit needs.</summary>
    private static void GiveRoomBack(IVolume volume, string name)
    {
        try
        {
            volume.Create(name).Dispose();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The disk refuses this as well; the first refusal is the one to be told.
        }
    }

    private static UnusableVolumeException Refusal(IVolume volume, string name, string problem) => new(
        $"{volume.PathOf(name)} {problem}. Nothing was changed. Restore all files of the volume together, or remove visits.journal to go on from the number in visits.txt.");
}
