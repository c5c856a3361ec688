using Kubernetes.Client;

namespace Operator.Observe;

/// <summary>What is asked of an app in its pod.</summary>
internal sealed record PodCall(HttpMethod Method, string Namespace, int Port, string Path, TimeSpan Patience)
{
    public string Accept { get; init; } = KubeRequest.Json;

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>JSON; null for a call without a body.</summary>
    public byte[]? Body { get; init; }

    public static PodCall Get(Observed observed, string path, TimeSpan patience) => new(HttpMethod.Get, observed.Namespace, observed.App.Spec.Port, path, patience);
}
