using System.Runtime.InteropServices;

namespace LocalCluster.Node.Images;

/// <summary>Where the built CounterApp and the `dotnet` host that runs it are.</summary>
internal sealed record CounterAppBuild(string DotnetHost, string Assembly)
{
    private const string AssemblyName = "CounterApp.dll";

    /// <summary>
    /// Looks beside this build: `src/CounterApp/bin/&lt;configuration&gt;/&lt;framework&gt;` in any parent directory, with the
    /// configuration and framework that this program itself was built with. The file need not exist yet.
    /// </summary>
    /// <param name="assembly">Wins over the search when it is not null.</param>
    public static CounterAppBuild Locate(string? assembly = null) =>
        new(FindHost(), Path.GetFullPath(assembly ?? FindAssembly(AppContext.BaseDirectory)));

    private static string FindAssembly(string baseDirectory)
    {
        var here = new DirectoryInfo(baseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var flavour = Path.Combine(here.Parent?.Name ?? "Debug", here.Name);
        for (var at = here; at is not null; at = at.Parent)
        {
            var candidate = Path.Combine(at.FullName, "src", "CounterApp", "bin", flavour, AssemblyName);
            if (File.Exists(candidate)) return candidate;
        }

        return Path.Combine(here.FullName, AssemblyName);
    }

    private static string FindHost()
    {
        // The shared framework lies at <root>/shared/<framework>/<version>, and the host at <root>.
        var root = new DirectoryInfo(RuntimeEnvironment.GetRuntimeDirectory()).Parent?.Parent?.Parent?.FullName;
        var name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        return root is not null && File.Exists(Path.Combine(root, name)) ? Path.Combine(root, name) : name;
    }
}
