namespace Operator.Telemetry;

internal static partial class OperatorLog
{
    [LoggerMessage(2300, LogLevel.Information, "Started counterapp-operator {Version} at {Server} for {Scope}")]
    public static partial void Started(ILogger logger, string version, Uri server, string scope);

    [LoggerMessage(2301, LogLevel.Warning, "The cluster does not know CounterApps yet: install them with kubectl apply -f config/crd. Waiting for it")]
    public static partial void NoDefinition(ILogger logger);

    [LoggerMessage(2303, LogLevel.Information, "Working on up to {Count} CounterApps at once")]
    public static partial void Leading(ILogger logger, int count);

    [LoggerMessage(2307, LogLevel.Error, "{Words}. Grant what config/rbac lists. Waiting for it")]
    public static partial void NotAllowed(ILogger logger, string words);

    [LoggerMessage(2305, LogLevel.Error, "The operator lacks permissions: {Missing}. Grant what config/rbac lists")]
    public static partial void PermissionsMissing(ILogger logger, string missing);

    [LoggerMessage(2306, LogLevel.Debug, "Whether the operator has its permissions could not be found out: {Why}")]
    public static partial void PermissionsUnknown(ILogger logger, string why);

    [LoggerMessage(2304, LogLevel.Information, "Stopped")]
    public static partial void Stopped(ILogger logger);
}
