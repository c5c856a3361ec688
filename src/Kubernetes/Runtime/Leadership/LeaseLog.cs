using Microsoft.Extensions.Logging;

namespace Kubernetes.Runtime.Leadership;

internal static partial class LeaseLog
{
    [LoggerMessage(1300, LogLevel.Information, "Waiting for lease {Namespace}/{Name}, held by {Holder}")]
    public static partial void Waiting(ILogger logger, string @namespace, string name, string holder);

    [LoggerMessage(1301, LogLevel.Information, "Acquired lease {Namespace}/{Name} as {Identity}")]
    public static partial void Acquired(ILogger logger, string @namespace, string name, string identity);

    [LoggerMessage(1302, LogLevel.Warning, "Lease {Namespace}/{Name} could not be taken or renewed: {Reason}")]
    public static partial void Failed(ILogger logger, string @namespace, string name, string reason);

    [LoggerMessage(1303, LogLevel.Information, "Released lease {Namespace}/{Name}")]
    public static partial void Released(ILogger logger, string @namespace, string name);
}
