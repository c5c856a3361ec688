namespace Operator.Apply;

internal static partial class ApplyLog
{
    [LoggerMessage(2100, LogLevel.Information, "CounterApp {Namespace}/{App}: created {Kind} {Name}")]
    public static partial void Created(ILogger logger, string? @namespace, string? app, string kind, string name);

    [LoggerMessage(2101, LogLevel.Information, "CounterApp {Namespace}/{App}: updated {Kind} {Name}: {Changes}")]
    public static partial void Updated(ILogger logger, string? @namespace, string? app, string kind, string name, string changes);

    [LoggerMessage(2102, LogLevel.Warning, "CounterApp {Namespace}/{App}: the server refuses {Kind} {Name}: {Words}")]
    public static partial void Refused(ILogger logger, string? @namespace, string? app, string kind, string name, string words);

    [LoggerMessage(2103, LogLevel.Information, "CounterApp {Namespace}/{App}: evicted Pod {Pod}, because {Why}")]
    public static partial void Evicted(ILogger logger, string? @namespace, string? app, string pod, string why);

    [LoggerMessage(2104, LogLevel.Information, "CounterApp {Namespace}/{App}: deleted Pod {Pod}, because {Why}")]
    public static partial void Deleted(ILogger logger, string? @namespace, string? app, string pod, string why);

    [LoggerMessage(2105, LogLevel.Information, "CounterApp {Namespace}/{App}: deleted {Kind} {Name}, because nothing asks for it any more")]
    public static partial void Pruned(ILogger logger, string? @namespace, string? app, string kind, string name);

    [LoggerMessage(2106, LogLevel.Information, "CounterApp {Namespace}/{App}: replaces its StatefulSet while the pods run on, because {Why}")]
    public static partial void Replacing(ILogger logger, string? @namespace, string? app, string why);

    [LoggerMessage(2107, LogLevel.Information, "CounterApp {Namespace}/{App}: deleted StatefulSet {Name} alone; its pods run on")]
    public static partial void Orphaned(ILogger logger, string? @namespace, string? app, string name);

    [LoggerMessage(2109, LogLevel.Information, "CounterApp {Namespace}/{App}: handed the visits of {From} over to {To}")]
    public static partial void HandedOver(ILogger logger, string? @namespace, string? app, string from, string to);

    [LoggerMessage(2112, LogLevel.Debug, "CounterApp {Namespace}/{App}: handed late visits of {From} over to {To}")]
    public static partial void HandedOverAgain(ILogger logger, string? @namespace, string? app, string from, string to);

    [LoggerMessage(2110, LogLevel.Warning, "CounterApp {Namespace}/{App}: cannot hand the visits of {From} over to {To}: {Trouble}")]
    public static partial void NotHandedOver(ILogger logger, string? @namespace, string? app, string from, string to, string trouble);

    [LoggerMessage(2111, LogLevel.Information, "CounterApp {Namespace}/{App}: deleted {Kind} {Name}, because {Why}")]
    public static partial void Cleared(ILogger logger, string? @namespace, string? app, string kind, string name, string why);

    [LoggerMessage(2108, LogLevel.Information, "CounterApp {Namespace}/{App}: the replacement of its StatefulSet is over: {Why}")]
    public static partial void Concluded(ILogger logger, string? @namespace, string? app, string why);
}
