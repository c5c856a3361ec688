using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kubernetes.Models.Core;

public sealed record EphemeralContainer
{
    public string Name { get => field ?? ""; init; }

    public IReadOnlyList<string>? Args { get; init; }

    public IReadOnlyList<string>? Command { get; init; }

    public IReadOnlyList<EnvVar>? Env { get; init; }

    public IReadOnlyList<EnvFromSource>? EnvFrom { get; init; }

    public string? Image { get; init; }

    public string? ImagePullPolicy { get; init; }

    public Lifecycle? Lifecycle { get; init; }

    public Probe? LivenessProbe { get; init; }

    public IReadOnlyList<ContainerPort>? Ports { get; init; }

    public Probe? ReadinessProbe { get; init; }

    public IReadOnlyList<ContainerResizePolicy>? ResizePolicy { get; init; }

    public ResourceRequirements? Resources { get; init; }

    public string? RestartPolicy { get; init; }

    public SecurityContext? SecurityContext { get; init; }

    public Probe? StartupProbe { get; init; }

    public bool? Stdin { get; init; }

    public bool? StdinOnce { get; init; }

    public string? TargetContainerName { get; init; }

    public string? TerminationMessagePath { get; init; }

    public string? TerminationMessagePolicy { get; init; }

    public bool? Tty { get; init; }

    public IReadOnlyList<VolumeDevice>? VolumeDevices { get; init; }

    public IReadOnlyList<VolumeMount>? VolumeMounts { get; init; }

    public string? WorkingDir { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
