using Microsoft.Extensions.Logging.Console;

namespace Operator.Telemetry;

/// <summary>Where log lines go and how they look.</summary>
internal static class Logs
{
    public static ILoggerFactory Create(OperatorOptions options) => LoggerFactory.Create(builder => Configure(builder, options));

    private static void Configure(ILoggingBuilder builder, OperatorOptions options)
    {
        builder.SetMinimumLevel(options.LogLevel);
        builder.AddFilter("Microsoft", LogLevel.Warning);
        if (options.LogsJson)
        {
            builder.AddJsonConsole(console =>
            {
                console.UseUtcTimestamp = true;
                // Which controller, which object and which pass a line belongs to.
                console.IncludeScopes = true;
                console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
            });
        }
        else
        {
            builder.AddSimpleConsole(console =>
            {
                console.SingleLine = true;
                console.TimestampFormat = "HH:mm:ss.fff ";
                console.ColorBehavior = LoggerColorBehavior.Default;
            });
        }
    }
}
