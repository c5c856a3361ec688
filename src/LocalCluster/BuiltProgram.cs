namespace LocalCluster;

/// <summary>Finds the project's other programs beside this one's build: same configuration, same framework.</summary>
internal static class BuiltProgram
{
    /// <summary>The <c>dotnet</c> that runs this process, or the one on the path.</summary>
    public static string Dotnet { get; } =
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? Environment.ProcessPath! : FindDotnet();

    /// <summary>The path of <c>&lt;project&gt;.dll</c>.</summary>
    /// <exception cref="ClusterException">It is not built.</exception>
    public static string Find(string project)
    {
        var file = Candidates(project).FirstOrDefault(File.Exists);
        return file ?? throw new ClusterException($"{project} is not built: run dotnet build first.");
    }

    private static IEnumerable<string> Candidates(string project)
    {
        yield return Path.Combine(AppContext.BaseDirectory, project, project + ".dll");
        var build = new DirectoryInfo(AppContext.BaseDirectory);
        if (build.Parent is not { } configuration) yield break;
        for (var folder = build; folder is not null; folder = folder.Parent)
            yield return Path.Combine(folder.FullName, "src", project, "bin", configuration.Name, build.Name, project + ".dll");
    }

    private static string FindDotnet()
    {
        var root = Environment.GetEnvironmentVariable("DOTNET_ROOT") is { Length: > 0 } named ? named : Path.GetFullPath(Path.Combine(System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        var file = Path.Combine(root, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
        return File.Exists(file) ? file : "dotnet";
    }
}
