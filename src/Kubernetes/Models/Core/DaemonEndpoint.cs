using System.Text.Json.Serialization;

namespace Kubernetes.Models.Core;

public sealed record DaemonEndpoint
{
    /// <summary>Spelled with a capital on the wire, unlike any other field of the API.</summary>
    [JsonPropertyName("Port")]
    public int Port { get; init; }
}
