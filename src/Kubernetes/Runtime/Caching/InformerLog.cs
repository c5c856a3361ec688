using Kubernetes.Models.Meta;
using Microsoft.Extensions.Logging;

namespace Kubernetes.Runtime.Caching;

internal static partial class InformerLog
{
    [LoggerMessage(1100, LogLevel.Warning, "Watch of {Resource} failed: {Reason} Next attempt in {Wait}")]
    public static partial void WatchFailed(ILogger logger, ResourceType resource, string reason, TimeSpan wait);
}
