using Kubernetes.Models.Meta;
using Microsoft.Extensions.Logging;

namespace Kubernetes.Runtime.Controllers;

internal static partial class ControllerLog
{
    [LoggerMessage(1200, LogLevel.Warning, "Reconcile of {Controller} {Key} failed {Failures} times in a row, next attempt in {Wait}")]
    public static partial void Failed(ILogger logger, Exception error, string controller, ObjectKey key, int failures, TimeSpan wait);

    [LoggerMessage(1201, LogLevel.Error, "Reconcile of {Controller} {Key} cannot succeed until something changes: {Reason}")]
    public static partial void Terminal(ILogger logger, string controller, ObjectKey key, string reason);
}
