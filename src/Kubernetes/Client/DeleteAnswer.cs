using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Kubernetes.Models;
using Kubernetes.Models.Meta;

namespace Kubernetes.Client;

/// <summary>
/// Reads what a delete did. Some kinds answer with a Status, others with the object, and an object may stay for its finalizers or its grace.
/// </summary>
internal static class DeleteAnswer
{
    /// <summary>Null when the answer does not say.</summary>
    public static ObjectWrite<T>? Read<T>(ReadOnlySpan<byte> body, ObjectKey key, JsonTypeInfo<T> json)
        where T : class, IKubernetesObject
    {
        try
        {
            var status = JsonSerializer.Deserialize(body, KubernetesJson.Default.ApiStatus);
            if (status?.Kind == "Status")
                return status.Details?.Uid is { Length: > 0 } uid ? new ObjectWrite<T>.Deleted(key, uid) : null;
            return JsonSerializer.Deserialize(body, json) is { } obj && Stays(obj.Metadata) ? new ObjectWrite<T>.Stored(obj) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool Stays(ObjectMeta metadata) =>
        metadata.DeletionTimestamp is not null && (metadata.Finalizers is { Count: > 0 } || metadata.DeletionGracePeriodSeconds > 0);
}
