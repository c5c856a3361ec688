using System.Text.Json;
using System.Text.Json.Serialization;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;

namespace Kubernetes.Models.Apps;

public sealed record DeploymentSpec
{
    public int? MinReadySeconds { get; init; }

    public bool? Paused { get; init; }

    public int? ProgressDeadlineSeconds { get; init; }

    public int? Replicas { get; init; }

    public int? RevisionHistoryLimit { get; init; }

    public LabelSelector? Selector { get; init; }

    public DeploymentStrategy? Strategy { get; init; }

    public PodTemplateSpec? Template { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
