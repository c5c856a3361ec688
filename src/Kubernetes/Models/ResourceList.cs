using Kubernetes.Models.Meta;

namespace Kubernetes.Models;

/// <summary>One page of a list, or the whole of it when <see cref="ListMeta.Continue"/> is empty.</summary>
public sealed record ResourceList<T>
{
    public string? ApiVersion { get; init; }

    public string? Kind { get; init; }

    public ListMeta Metadata { get => field ?? ListMeta.Empty; init; }

    public IReadOnlyList<T> Items { get => field ?? []; init; }
}
