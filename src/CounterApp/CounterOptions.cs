using System.Globalization;
using System.Reflection;

namespace CounterApp;

/// <summary>What the environment says. Nothing else configures the app.</summary>
internal sealed record CounterOptions
{
    /// <summary>Where to listen, semicolon-separated: <c>ASPNETCORE_URLS</c>, else <c>PORT</c> (5000) on every address.</summary>
    public required string Urls { get; init; }

    /// <summary><c>DATA_DIR</c>: the volume that holds <c>visits.txt</c>.</summary>
    public required string DataDirectory { get; init; }

    /// <summary><c>POD_NAME</c>, else the host name: who was visited.</summary>
    public required string PodName { get; init; }

    /// <summary><c>APP_VERSION</c>, else the version of the build.</summary>
    public required string Version { get; init; }

    /// <exception cref="FormatException">A variable cannot be used; the message names it and says what to write.</exception>
    public static CounterOptions From(Func<string, string?> environment) => new()
    {
        Urls = Text(environment, "ASPNETCORE_URLS") ?? $"http://*:{Port(environment)}",
        DataDirectory = Path.GetFullPath(Text(environment, "DATA_DIR") ?? "/data"),
        PodName = Text(environment, "POD_NAME") ?? Environment.MachineName,
        Version = Text(environment, "APP_VERSION") ?? BuildVersion(),
    };

    private static string? Text(Func<string, string?> environment, string name) =>
        environment(name) is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    private static ushort Port(Func<string, string?> environment)
    {
        var text = Text(environment, "PORT") ?? "5000";
        return ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            ? port
            : throw new FormatException($"PORT is '{text}'. Write a number from 0 to 65535; 0 takes any free port.");
    }

    private static string BuildVersion() =>
        typeof(CounterOptions).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]
        ?? "unknown";
}
