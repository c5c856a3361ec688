using Kubernetes.Models.Core;

namespace LocalCluster.Controllers.Recording;

/// <summary>What an Event says; drafts that are equal become one Event that counts.</summary>
internal sealed record EventDraft
{
    public required Reporter Reporter { get; init; }

    public required ObjectReference About { get; init; }

    /// <summary>Normal or Warning.</summary>
    public required string Type { get; init; }

    public required string Reason { get; init; }

    public required string Message { get; init; }

    /// <summary>What was done or tried; only of Events in the newer form.</summary>
    public string? Action { get; init; }

    public (string Component, string? Uid, string? Name, string Type, string Reason, string Message) Identity =>
        (Reporter.Component, About.Uid, About.Name, Type, Reason, Message);
}
