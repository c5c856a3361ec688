using Kubernetes.Models.Meta;
using Microsoft.Extensions.Logging;

namespace Kubernetes.Runtime.Caching;

internal static partial class InformerLog
{
    [LoggerMessage(1100, LogLevel.Warning, "Watch of {Resource} failed, next attempt in {Wait}: {Reason}")]
    public static partial void WatchFailed(ILogger logger, ResourceType resource, string reason, TimeSpan wait);

    [LoggerMessage(1101, LogLevel.Debug, "Listed {Resource}: {Count} objects")]
    public static partial void Synced(ILogger logger, ResourceType resource, int count);

    [LoggerMessage(1102, LogLevel.Error, "{Resource} {Key} cannot be read and is left out until it changes: {Reason}")]
    public static partial void LeftOut(ILogger logger, ResourceType resource, ObjectKey key, string reason);
}
