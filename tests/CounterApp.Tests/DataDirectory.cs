namespace CounterApp.Tests;

/// <summary>An empty directory for one test, removed with everything in it.</summary>
internal sealed class DataDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("counter-").FullName;

    public string VisitsFile => System.IO.Path.Join(Path, "visits.txt");

    public string Visits => File.ReadAllText(VisitsFile);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
