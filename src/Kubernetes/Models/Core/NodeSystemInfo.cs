using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kubernetes.Models.Core;

public sealed record NodeSystemInfo
{
    public string Architecture { get => field ?? ""; init; }

    public string BootID { get => field ?? ""; init; }

    public string ContainerRuntimeVersion { get => field ?? ""; init; }

    public string KernelVersion { get => field ?? ""; init; }

    public string KubeProxyVersion { get => field ?? ""; init; }

    public string KubeletVersion { get => field ?? ""; init; }

    public string MachineID { get => field ?? ""; init; }

    public string OperatingSystem { get => field ?? ""; init; }

    public string OsImage { get => field ?? ""; init; }

    public string SystemUUID { get => field ?? ""; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
