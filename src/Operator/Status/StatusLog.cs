namespace Operator.Status;

internal static partial class StatusLog
{
    [LoggerMessage(2200, LogLevel.Information, "CounterApp {Namespace}/{App} is {Phase}: {Message}")]
    public static partial void Changed(ILogger logger, string @namespace, string app, string? phase, string? message);

    [LoggerMessage(2201, LogLevel.Debug, "Event {Reason} about {Namespace}/{App} could not be recorded: {Why}")]
    public static partial void EventLost(ILogger logger, string @namespace, string app, string reason, string why);
}
