using System.Text.Json.Serialization.Metadata;
using Kubernetes.Models;
using Kubernetes.Models.Meta;

namespace Operator.Api;

/// <summary>What the operator itself says about a CounterApp: its status, its annotations and finalizers, and never the user's spec.</summary>
public sealed record CounterAppReport : IResource<CounterAppReport>
{
    public static ResourceType Type => CounterApp.Type;

    public static JsonTypeInfo<CounterAppReport> Json { get; } = ApiJson.TypeInfo<CounterAppReport>();

    public static JsonTypeInfo<ResourceList<CounterAppReport>> ListJson { get; } = ApiJson.TypeInfo<ResourceList<CounterAppReport>>();

    public string? ApiVersion { get; init; } = Type.ApiVersion;

    public string? Kind { get; init; } = Type.Kind;

    public ObjectMeta Metadata { get; init; } = ObjectMeta.Empty;

    public CounterAppStatus? Status { get; init; }
}
