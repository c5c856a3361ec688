using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Kubernetes.Models;

namespace Operator.Api;

/// <summary>
/// How CounterApps are read and written. Their own records are reflected on, because the source generator forgets the initial values of
/// init-only properties, and those values are the API's defaults; everything from Kubernetes comes from its generated context.
/// </summary>
internal static class ApiJson
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        MaxDepth = JsonDepth.Most,
        TypeInfoResolver = JsonTypeInfoResolver.Combine(KubernetesJson.Default, new DefaultJsonTypeInfoResolver()),
    };

    public static JsonTypeInfo<T> TypeInfo<T>() => (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T));
}
