using System.Globalization;
using System.Text.Json;
using Kubernetes.Models;
using Kubernetes.Models.Meta;
using Kubernetes.Models.Policy;

namespace Kubernetes.Client;

/// <summary>Builds a request for each verb. Pure: nothing here knows a server.</summary>
public static class Requests
{
    private const string ApplyContentType = "application/apply-patch+yaml";
    private const string MetadataOfOne = "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1,application/json";
    private const string MetadataOfMany = "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json";

    public static KubeRequest Get(ResourceType type, ObjectKey key, string? subresource = null) =>
        For(HttpMethod.Get, type, "get", ObjectPath(type, key, subresource));

    public static KubeRequest List(ResourceType type, ListOptions options) =>
        For(HttpMethod.Get, type, "list", CollectionPath(type, options.Namespace))
            .With("labelSelector", options.LabelSelector)
            .With("fieldSelector", options.FieldSelector)
            .With("limit", options.Limit?.ToString(CultureInfo.InvariantCulture))
            .With("continue", options.Continue)
            .With("resourceVersion", options.ResourceVersion)
            .With("resourceVersionMatch", options.ResourceVersionMatch) with
        { AcceptGzip = true };

    public static KubeRequest Watch(ResourceType type, WatchOptions options) =>
        For(HttpMethod.Get, type, "watch", CollectionPath(type, options.Namespace))
            .With("watch", "true")
            .With("allowWatchBookmarks", options.AllowBookmarks ? "true" : null)
            .With("sendInitialEvents", options.SendInitialEvents ? "true" : null)
            .With("labelSelector", options.LabelSelector)
            .With("fieldSelector", options.FieldSelector)
            .With("resourceVersion", options.ResourceVersion)
            .With("resourceVersionMatch", options.ResourceVersionMatch)
            .With("timeoutSeconds", options.Timeout is { } timeout ? Seconds(timeout) : null) with
        { Streaming = true };

    public static KubeRequest Create<T>(T obj, WriteOptions? options)
        where T : class, IResource<T>
    {
        var path = options?.Subresource is { } subresource
            ? ObjectPath(T.Type, ObjectKey.Of(obj), subresource)
            : CollectionPath(T.Type, obj.Metadata.Namespace);
        // A refused eviction says that a disruption budget stands in the way: the caller decides when to ask again.
        var mayRetry = options?.Subresource != "eviction";
        return WithWriteOptions(For(HttpMethod.Post, T.Type, "create", path), options) with { ContentType = KubeRequest.Json, Body = Utf8(obj), MayRetry = mayRetry, CanBeSaidTwice = IsNamed(obj, options) };
    }

    public static KubeRequest Replace<T>(T obj, WriteOptions? options)
        where T : class, IResource<T> =>
        WithWriteOptions(For(HttpMethod.Put, T.Type, "update", ObjectPath(T.Type, ObjectKey.Of(obj), options?.Subresource)), options) with
        { ContentType = KubeRequest.Json, Body = Utf8(obj) };

    public static KubeRequest ReplaceSubresource<TBody>(ResourceType type, ObjectKey key, string subresource, TBody body, WriteOptions? options)
        where TBody : class, IResource<TBody> =>
        WithWriteOptions(For(HttpMethod.Put, type, "update", ObjectPath(type, key, subresource)), options) with
        { ContentType = KubeRequest.Json, Body = Utf8(body) };

    public static KubeRequest Patch(ResourceType type, ObjectKey key, Patch patch, WriteOptions? options) =>
        WithWriteOptions(For(HttpMethod.Patch, type, "patch", ObjectPath(type, key, options?.Subresource)), options) with
        { ContentType = patch.ContentType, Body = patch.ToUtf8() };

    public static KubeRequest Apply<T>(T obj, ApplyOptions options)
        where T : class, IResource<T> =>
        For(HttpMethod.Patch, T.Type, "apply", ObjectPath(T.Type, ObjectKey.Of(obj), options.Subresource))
            .With("fieldManager", options.FieldManager)
            .With("force", options.Force ? "true" : null)
            .With("fieldValidation", options.FieldValidation)
            .With("dryRun", options.DryRun ? "All" : null) with
        { ContentType = ApplyContentType, Body = Utf8(obj), CanBeSaidTwice = true };

    public static KubeRequest Delete(ResourceType type, ObjectKey key, DeleteOptions? options) =>
        WithDeleteBody(For(HttpMethod.Delete, type, "delete", ObjectPath(type, key, null)), options);

    public static KubeRequest DeleteCollection(ResourceType type, ListOptions options) =>
        List(type, options) with { Method = HttpMethod.Delete, Verb = "deletecollection", AcceptGzip = false };

    /// <summary>The same read, of which the server answers the metadata only.</summary>
    public static KubeRequest MetadataOnly(KubeRequest read) => read with { Accept = read.Verb == "list" ? MetadataOfMany : MetadataOfOne };

    private static KubeRequest For(HttpMethod method, ResourceType type, string verb, string path) =>
        new(method, path) { Resource = type.Plural, Verb = verb };

    // A second create of a name is refused, not carried out twice.
    private static bool IsNamed(IKubernetesObject obj, WriteOptions? options) => obj.Metadata.Name is { Length: > 0 } && options?.Subresource is null;

    private static string ObjectPath(ResourceType type, ObjectKey key, string? subresource)
    {
        if (string.IsNullOrEmpty(key.Name)) throw new ArgumentException($"A {type.Kind} is addressed by its name: set metadata.name.", nameof(key));
        if (type.Namespaced && string.IsNullOrEmpty(key.Namespace))
            throw new ArgumentException($"A {type.Kind} lives in a namespace: set metadata.namespace of '{key.Name}'.", nameof(key));
        var path = $"{CollectionPath(type, key.Namespace)}/{Uri.EscapeDataString(key.Name)}";
        return subresource is null ? path : $"{path}/{subresource}";
    }

    private static string CollectionPath(ResourceType type, string? ns)
    {
        var root = type.Group.Length == 0 ? $"/api/{type.Version}" : $"/apis/{type.Group}/{type.Version}";
        return type.Namespaced && !string.IsNullOrEmpty(ns) ? $"{root}/namespaces/{Uri.EscapeDataString(ns)}/{type.Plural}" : $"{root}/{type.Plural}";
    }

    private static KubeRequest WithWriteOptions(KubeRequest request, WriteOptions? options) =>
        request
            .With("fieldManager", options?.FieldManager)
            .With("fieldValidation", options?.FieldValidation)
            .With("dryRun", options?.DryRun == true ? "All" : null);

    private static KubeRequest WithDeleteBody(KubeRequest request, DeleteOptions? options)
    {
        if (options is null) return request;
        var body = new DeleteBody
        {
            ApiVersion = "v1",
            Kind = "DeleteOptions",
            GracePeriodSeconds = options.GracePeriodSeconds,
            PropagationPolicy = options.PropagationPolicy,
            Preconditions = options.Preconditions is { } p ? new() { Uid = p.Uid, ResourceVersion = p.ResourceVersion } : null,
            DryRun = options.DryRun ? ["All"] : null,
        };
        return request with { ContentType = KubeRequest.Json, Body = JsonSerializer.SerializeToUtf8Bytes(body, KubernetesJson.Default.DeleteBody) };
    }

    private static byte[] Utf8<T>(T obj)
        where T : class, IResource<T> => JsonSerializer.SerializeToUtf8Bytes(obj, T.Json);

    private static string Seconds(TimeSpan time) => ((long)Math.Ceiling(time.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
}
