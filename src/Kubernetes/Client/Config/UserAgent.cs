using System.Reflection;
using System.Runtime.InteropServices;

namespace Kubernetes.Client.Config;

internal static class UserAgent
{
    /// <summary><c>program/version (os/arch) kubernetes/version</c>, as the API server's audit log shows clients.</summary>
    public static string Default { get; } = Make(Assembly.GetEntryAssembly());

    private static string Make(Assembly? program)
    {
        var name = program?.GetName();
        var os = OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux";
        var arch = RuntimeInformation.OSArchitecture switch { Architecture.X64 => "amd64", Architecture.Arm64 => "arm64", var other => other.ToString() };
        return $"{name?.Name ?? "dotnet"}/{name?.Version?.ToString(3) ?? "0.0.0"} ({os}/{arch})";
    }
}
