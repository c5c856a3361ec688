using Microsoft.Extensions.Logging;

namespace Kubernetes.Client.Transport;

internal static partial class TransportLog
{
    [LoggerMessage(1001, LogLevel.Information, "Retrying {Request} in {Wait}: {Reason}")]
    public static partial void Retrying(ILogger logger, KubeRequest request, string reason, TimeSpan wait);

    [LoggerMessage(1003, LogLevel.Warning, "The certificates were not renewed, the ones in use stay: {Reason}")]
    public static partial void NotRenewed(ILogger logger, string reason);

    [LoggerMessage(1002, LogLevel.Debug, "{Request} answered {Status} after {Elapsed}, flow schema {FlowSchema}, priority level {PriorityLevel}")]
    public static partial void Answered(ILogger logger, KubeRequest request, int status, TimeSpan elapsed, string flowSchema, string priorityLevel);
}
