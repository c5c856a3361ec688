using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kubernetes.Models.Core;

public sealed record WindowsSecurityContextOptions
{
    public string? GmsaCredentialSpec { get; init; }

    public string? GmsaCredentialSpecName { get; init; }

    public bool? HostProcess { get; init; }

    public string? RunAsUserName { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
