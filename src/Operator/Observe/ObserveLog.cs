namespace Operator.Observe;

internal static partial class ObserveLog
{
    [LoggerMessage(2000, LogLevel.Debug, "Pod {Namespace}/{Pod} does not say how many visits it has counted: {Why}")]
    public static partial void NoAnswer(ILogger logger, string @namespace, string pod, string why);

    [LoggerMessage(2001, LogLevel.Debug, "Measured {Metric} of {Scope} for CounterApp {Namespace}/{App}: {Reading}")]
    public static partial void Measured(ILogger logger, string @namespace, string app, string metric, string scope, MetricReading reading);
}
