using System.Globalization;
using System.Reflection;
using CounterApp.Handover;

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

    /// <summary><c>POD_UID</c>: never the same for two pods. Without one, each start of the process is a pod of its own.</summary>
    public Guid Pod { get; init; } = Guid.NewGuid();

    /// <summary><c>HANDOVER_TOKEN</c>: who may take the visits over.</summary>
    public HandoverToken HandoverToken { get; init; } = new(null);

    /// <summary><c>FAIL_PERCENT</c>, else 0: how many of a hundred visits are refused on purpose.</summary>
    public int FailPercent { get; init; }

    /// <exception cref="FormatException">A variable cannot be used; the message names it and says what to write.</exception>
    public static CounterOptions From(Func<string, string?> environment) => new()
    {
        Urls = Text(environment, "ASPNETCORE_URLS") ?? $"http://*:{Port(environment)}",
        DataDirectory = Path.GetFullPath(Text(environment, "DATA_DIR") ?? "/data"),
        PodName = Text(environment, "POD_NAME") ?? Environment.MachineName,
        Version = Text(environment, "APP_VERSION") ?? BuildVersion(),
        Pod = Guid.TryParse(environment("POD_UID"), out var pod) ? pod : Guid.NewGuid(),
        HandoverToken = new HandoverToken(Text(environment, "HANDOVER_TOKEN")),
        FailPercent = Percent(environment),
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

    private static int Percent(Func<string, string?> environment)
    {
        var text = Text(environment, "FAIL_PERCENT") ?? "0";
        return byte.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var percent) && percent <= 100
            ? percent
            : throw new FormatException($"FAIL_PERCENT is '{text}'. Write a number from 0 to 100.");
    }

    private static string BuildVersion() =>
        typeof(CounterOptions).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]
        ?? "unknown";
}
