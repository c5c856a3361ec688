using System.Globalization;
using System.Text.Json.Nodes;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;

namespace LocalCluster.Controllers.Recording;

/// <summary>Events as they are written: a new one, and the change that counts one more.</summary>
internal static class EventBody
{
    public static CoreEvent New(EventDraft draft, DateTimeOffset now)
    {
        var newer = draft.Reporter.Instance is not null;
        return new CoreEvent
        {
            Metadata = new ObjectMeta
            {
                Name = $"{draft.About.Name}.{NameSuffix(now)}",
                Namespace = draft.About.Namespace ?? "default",
            },
            InvolvedObject = draft.About,
            Type = draft.Type,
            Reason = draft.Reason,
            Message = draft.Message,
            Action = draft.Action,
            ReportingComponent = draft.Reporter.Component,
            ReportingInstance = draft.Reporter.Instance ?? "",
            Source = newer ? new EventSource() : new EventSource { Component = draft.Reporter.Component },
            EventTime = newer ? now : null,
            FirstTimestamp = newer ? null : now,
            LastTimestamp = newer ? null : now,
            Count = newer ? null : 1,
        };
    }

    public static JsonObject Again(EventDraft draft, int count, DateTimeOffset now) => draft.Reporter.Instance is null
        ? new JsonObject
        {
            ["count"] = count,
            ["lastTimestamp"] = now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        }
        : new JsonObject
        {
            ["series"] = new JsonObject
            {
                ["count"] = count,
                ["lastObservedTime"] = now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture),
            },
        };

    /// <summary>Nanoseconds in hexadecimal, as upstream names Events; the last two digits are random, for the clock has only ticks of 100.</summary>
    private static string NameSuffix(DateTimeOffset now) =>
        (((now.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) * 100) + Random.Shared.Next(100)).ToString("x", CultureInfo.InvariantCulture);
}
