using Kubernetes.Models.Meta;
using Microsoft.Extensions.Logging;

namespace Kubernetes.Runtime.Controllers;

internal static partial class ControllerLog
{
    private static readonly Func<ILogger, string, ObjectKey, long, IDisposable?> ReconcileScope =
        LoggerMessage.DefineScope<string, ObjectKey, long>("controller {Controller} {Key} reconcile {ReconcileId}");

    [LoggerMessage(1200, LogLevel.Warning, "Reconcile of {Controller} {Key} failed {Failures} times in a row, next attempt in {Wait}")]
    public static partial void Failed(ILogger logger, Exception error, string controller, ObjectKey key, int failures, TimeSpan wait);

    [LoggerMessage(1201, LogLevel.Error, "Reconcile of {Controller} {Key} cannot succeed until something changes: {Reason}")]
    public static partial void Terminal(ILogger logger, string controller, ObjectKey key, string reason);

    [LoggerMessage(1202, LogLevel.Error, "A change of {Resource} {Key} could not be mapped to what it concerns")]
    public static partial void MappingFailed(ILogger logger, Exception error, ResourceType resource, ObjectKey key);

    /// <summary>All lines of one pass carry its number.</summary>
    public static IDisposable? Reconcile(ILogger logger, string controller, ObjectKey key, long number) => ReconcileScope(logger, controller, key, number);
}
