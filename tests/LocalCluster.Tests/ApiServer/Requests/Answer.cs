using System.Text.Json.Nodes;

namespace LocalCluster.Tests.ApiServer.Requests;

/// <summary>What the server said.</summary>
public sealed record Answer(int Status, JsonNode? Body, string Text, IReadOnlyList<string> Warnings)
{
    public string Message => (string?)Body?["message"] ?? "";

    public string? Reason => (string?)Body?["reason"];

    public string? ResourceVersion => (string?)Body?["metadata"]?["resourceVersion"];

    /// <summary>The fields of the causes, with their reasons.</summary>
    public IReadOnlyList<string> Causes => [.. (Body?["details"]?["causes"]?.AsArray() ?? []).Select(cause => $"{cause?["reason"]} {cause?["field"]}")];

    public Answer Is(int status)
    {
        Assert.True(Status == status, $"wanted {status}, got {Status}: {Text}");
        return this;
    }

    public void Says(int status, string message) => Assert.Equal((status, message), (Status, Message.Length > 0 ? Message : Text));
}
