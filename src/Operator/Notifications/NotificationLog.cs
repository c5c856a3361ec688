namespace Operator.Notifications;

/// <summary>Never has the address of a webhook in it, nor anything else of its Secret.</summary>
internal static partial class NotificationLog
{
    [LoggerMessage(2600, LogLevel.Debug, "Told webhook {Webhook} of {Namespace}/{App}: {Event}")]
    public static partial void Sent(ILogger logger, string webhook, string @namespace, string app, string @event);

    [LoggerMessage(2601, LogLevel.Debug, "Webhook {Webhook} of {Namespace}/{App} is tried again in {Wait}: {Why}")]
    public static partial void TriedAgain(ILogger logger, string webhook, string @namespace, string app, TimeSpan wait, string why);

    [LoggerMessage(2602, LogLevel.Warning, "Webhook {Webhook} of {Namespace}/{App} was not told {Event}: {Why}")]
    public static partial void Lost(ILogger logger, string webhook, string @namespace, string app, string @event, string why);
}
