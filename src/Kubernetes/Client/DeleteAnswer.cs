using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Kubernetes.Models;
using Kubernetes.Models.Meta;

namespace Kubernetes.Client;

/// <summary>
/// Reads what a delete did. A Status names what is gone; an object is there still if something holds it, finalizers or its grace, and is
/// otherwise the last state of what is gone (Service, Pod and others answer so).
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
            if (JsonSerializer.Deserialize(body, json) is not { Metadata.Uid: { } objUid } obj) return null;
            return Stays(obj.Metadata) ? new ObjectWrite<T>.Stored(obj) : new ObjectWrite<T>.Deleted(key, objUid);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool Stays(ObjectMeta metadata) =>
        metadata.DeletionTimestamp is not null && (metadata.Finalizers is { Count: > 0 } || metadata.DeletionGracePeriodSeconds > 0);
}
