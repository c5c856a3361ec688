namespace TestKit;

/// <summary>An empty directory of a test's own, gone with everything in it when the test is over.</summary>
public sealed class TempDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("test-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
