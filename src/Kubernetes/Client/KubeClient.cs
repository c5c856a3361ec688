using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Kubernetes.Client.Config;
using Kubernetes.Client.Transport;
using Kubernetes.Models;
using Kubernetes.Models.Meta;
using Microsoft.Extensions.Logging;

namespace Kubernetes.Client;

/// <summary>
/// Speaks to one API server: builds a <see cref="KubeRequest"/>, sends it, answers with a model or throws <see cref="ApiException"/>.
/// Safe for use from many threads; keep one for the life of the program.
/// </summary>
/// <remarks>
/// A call without an answer of its own end (a watch) has no deadline; any other fails after <see cref="ClientConfig.RequestTimeout"/> with a
/// <see cref="TimeoutException"/>. <see cref="HttpRequestException"/> means that no answer came.
/// </remarks>
public sealed class KubeClient : IDisposable
{
    private readonly ApiTransport _transport;
    private readonly TimeProvider _time;

    public KubeClient(ClientConfig config, TimeProvider? time = null, ILoggerFactory? loggers = null)
        : this(config, Connections.Open(config), time, loggers)
    {
    }

    /// <summary>Sends through the given handler instead of a connection of its own: for tests with a scripted server.</summary>
    public KubeClient(ClientConfig config, HttpMessageHandler handler, TimeProvider? time = null, ILoggerFactory? loggers = null)
    {
        Config = config;
        _time = time ?? TimeProvider.System;
        _transport = new ApiTransport(config, handler, _time);
    }

    public ClientConfig Config { get; }

    /// <summary>The object, or <see cref="ApiException"/> with <see cref="ApiException.IsNotFound"/>.</summary>
    public Task<T> GetAsync<T>(ObjectKey key, CancellationToken cancellationToken)
        where T : class, IResource<T> =>
        ReadAsync(Requests.Get(T.Type, key), T.Json, cancellationToken);

    /// <summary>The object, or null when there is none.</summary>
    public async Task<T?> FindAsync<T>(ObjectKey key, CancellationToken cancellationToken)
        where T : class, IResource<T>
    {
        try
        {
            return await GetAsync<T>(key, cancellationToken);
        }
        catch (ApiException e) when (e.IsNotFound)
        {
            return null;
        }
    }

    /// <summary>One page, or everything when <see cref="ListOptions.Limit"/> is not set.</summary>
    public Task<ResourceList<T>> ListAsync<T>(ListOptions options, CancellationToken cancellationToken)
        where T : class, IResource<T> =>
        ReadAsync(Requests.List(T.Type, options), T.ListJson, cancellationToken);

    /// <summary>
    /// The changes as they come, until the server ends the watch. Throws <see cref="ApiException"/> when the watch is refused,
    /// <see cref="IOException"/> when the stream breaks, <see cref="TimeoutException"/> when it falls silent.
    /// </summary>
    public async IAsyncEnumerable<WatchEvent<T>> WatchAsync<T>(
        WatchOptions options,
        [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class, IResource<T>
    {
        var silence = options.IdleDeadline ?? (options.Timeout + WatchStream.Margin);
        using var response = await SendAsync(Requests.Watch(T.Type, options), cancellationToken);
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        await foreach (var item in WatchStream.ReadAsync(body, T.Json, silence, _time, cancellationToken)) yield return item;
    }

    public Task<T> CreateAsync<T>(T obj, WriteOptions? options, CancellationToken cancellationToken)
        where T : class, IResource<T> =>
        ReadAsync(Requests.Create(obj, options), T.Json, cancellationToken);

    /// <summary>PUT of the whole object. Only for objects we model completely: a field the model does not know is carried, one it drops is lost.</summary>
    public Task<T> ReplaceAsync<T>(T obj, WriteOptions? options, CancellationToken cancellationToken)
        where T : class, IResource<T> =>
        ReadAsync(Requests.Replace(obj, options), T.Json, cancellationToken);

    public Task<T> PatchAsync<T>(ObjectKey key, Patch patch, WriteOptions? options, CancellationToken cancellationToken)
        where T : class, IResource<T> =>
        ReadAsync(Requests.Patch(T.Type, key, patch, options), T.Json, cancellationToken);

    /// <summary>Server-side apply of exactly the fields that are set: creates, changes, or removes what was applied before and is no longer named.</summary>
    public Task<T> ApplyAsync<T>(T obj, ApplyOptions options, CancellationToken cancellationToken)
        where T : class, IResource<T> =>
        ReadAsync(Requests.Apply(obj, options), T.Json, cancellationToken);

    /// <summary>Asks for deletion; the object may stay for its finalizers or its grace period.</summary>
    public async Task DeleteAsync<T>(ObjectKey key, DeleteOptions? options, CancellationToken cancellationToken)
        where T : class, IResource<T>
    {
        using var response = await SendAsync(Requests.Delete(T.Type, key, options), cancellationToken);
    }

    public async Task DeleteCollectionAsync<T>(ListOptions options, CancellationToken cancellationToken)
        where T : class, IResource<T>
    {
        using var response = await SendAsync(Requests.DeleteCollection(T.Type, options), cancellationToken);
    }

    /// <summary>
    /// Sends a request and answers with the response as it begins, its status a success; the caller disposes it.
    /// Throws <see cref="ApiException"/> for any other status.
    /// </summary>
    public Task<HttpResponseMessage> SendAsync(KubeRequest request, CancellationToken cancellationToken) =>
        _transport.SendAsync(request, cancellationToken);

    public void Dispose() => _transport.Dispose();

    private async Task<TAnswer> ReadAsync<TAnswer>(KubeRequest request, JsonTypeInfo<TAnswer> json, CancellationToken cancellationToken)
        where TAnswer : class
    {
        using var response = await SendAsync(request, cancellationToken);
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        try
        {
            return await JsonSerializer.DeserializeAsync(body, json, cancellationToken)
                ?? throw new JsonException("The body is null.");
        }
        catch (JsonException e)
        {
            throw new ApiException(response.StatusCode, null, $"{request}: the answer is not a {typeof(TAnswer).Name}: {e.Message}");
        }
    }
}
