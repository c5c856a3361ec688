using System.Reflection;
using System.Runtime.InteropServices;

namespace Kubernetes.Client.Config;

/// <summary>How clients name themselves to the API server, whose audit log shows it.</summary>
public static class UserAgent
{
    /// <summary>The name and version of the program that runs.</summary>
    public static string Default { get; } = For(Assembly.GetEntryAssembly()?.GetName().Name ?? "dotnet", Assembly.GetEntryAssembly());

    /// <summary><c>program/version (os/arch) kubernetes/commit</c>; the version and the commit are those of the program's build.</summary>
    public static string For(string program, Assembly? build)
    {
        var (version, commit) = Split(build?.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion);
        return $"{program}/{version} ({Os}/{Architecture}) kubernetes/{commit}";
    }

    // "1.2.3+0a1b2c…", as the SDK writes it.
    private static (string Version, string Commit) Split(string? informational)
    {
        var (version, commit) = informational?.Split('+', 2) is [var before, var after] ? (before, after) : (informational ?? "0.0.0", "unknown");
        return (version, commit.Length > 7 ? commit[..7] : commit);
    }

    private static string Os => OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux";

    private static string Architecture => RuntimeInformation.OSArchitecture switch
    {
        System.Runtime.InteropServices.Architecture.X64 => "amd64",
        System.Runtime.InteropServices.Architecture.Arm64 => "arm64",
        var other => other.ToString(),
    };
}
