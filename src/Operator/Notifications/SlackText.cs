using System.Text;
using System.Text.Json.Nodes;

namespace Operator.Notifications;

/// <summary>A notification as one line for people, in Slack's JSON.</summary>
internal static class SlackText
{
    private const int Longest = 3000;

    public static byte[] ToJson(NotificationPayload payload) => Encoding.UTF8.GetBytes(new JsonObject { ["text"] = Escape(Line(payload)) }.ToJsonString(NotificationPayload.Options));

    /// <summary>Which app, what happened, how far it is, and the message, which has the command when somebody has to act.</summary>
    internal static string Line(NotificationPayload payload)
    {
        var step = payload.Step is { Length: > 0 } ? $" {payload.Step}" : "";
        var line = $"{payload.Namespace}/{payload.App}: {payload.Event}{step} – {payload.Message}".ReplaceLineEndings(" ");
        return line.Length <= Longest ? line : $"{line[..(Longest - 1)]}…";
    }

    // These three mark links and mentions in Slack.
    private static string Escape(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
}
