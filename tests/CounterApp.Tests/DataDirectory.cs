using System.Globalization;

namespace CounterApp.Tests;

/// <summary>An empty directory for one test, removed with everything in it.</summary>
internal sealed class DataDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("counter-").FullName;

    public string VisitsFile => System.IO.Path.Join(Path, "visits.txt");

    public string Visits => File.ReadAllText(VisitsFile);

    /// <summary>What visits.txt says; fails when that is not a whole number.</summary>
    public long Number => long.Parse(Visits.TrimEnd('\n'), NumberStyles.None, CultureInfo.InvariantCulture);

    public IEnumerable<string> Files => Directory.EnumerateFileSystemEntries(Path).Select(System.IO.Path.GetFileName).Order()!;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
