namespace Kubernetes.Models.Meta;

/// <summary>An object of any kind, reduced to its metadata.</summary>
public sealed record PartialObjectMetadata : IKubernetesObject
{
    public string? ApiVersion { get; init; }

    public string? Kind { get; init; }

    public ObjectMeta Metadata { get => field ?? ObjectMeta.Empty; init; }
}
