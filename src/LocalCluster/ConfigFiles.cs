namespace LocalCluster;

/// <summary>The project's own <c>config</c> folder, as it was copied beside the program.</summary>
internal static class ConfigFiles
{
    public const string SampleName = "app-python";

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "config");

    public static IReadOnlyList<string> Definitions() => Yaml("crd");

    /// <summary>The sample that the main command applies.</summary>
    public static IReadOnlyList<string> Samples() => [Path.Combine(Folder, "samples", SampleName + ".yaml")];

    private static string[] Yaml(string room)
    {
        var folder = Path.Combine(Folder, room);
        var files = Directory.Exists(folder) ? [.. Directory.GetFiles(folder, "*.yaml").Where(file => !file.EndsWith("kustomization.yaml", StringComparison.Ordinal)).Order(StringComparer.Ordinal)] : Array.Empty<string>();
        return files.Length > 0 ? files : throw new ClusterException($"config/{room} is not beside the program: run dotnet build first.");
    }
}
