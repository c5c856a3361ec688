using System.CommandLine;
using System.Reflection;

namespace Operator;

/// <summary><c>version</c>: prints the version.</summary>
internal static class VersionCommand
{
    public static string Version { get; } =
        typeof(VersionCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0.0.0";

    public static Command Create()
    {
        var command = new Command("version", "Print the version.");
        command.SetAction(result => result.InvocationConfiguration.Output.WriteLine($"counterapp-operator {Version}"));
        return command;
    }
}
