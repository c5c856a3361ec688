using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Kubernetes.Client.Config;
using Kubernetes.Client.Transport;
using Kubernetes.Models;
using Kubernetes.Models.Meta;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kubernetes.Client;

/// <summary>
/// Speaks to one API server: builds a <see cref="KubeRequest"/>, sends it, answers with a model or throws.
/// Safe for use from many threads; keep one for the life of the program.
/// </summary>
/// <remarks>
/// <list type="bullet">
/// <item><see cref="ApiException"/>: the server refused. Its named properties say why.</item>
/// <item><see cref="TimeoutException"/>: no complete answer within <see cref="ClientConfig.RequestTimeout"/>, retries included. A watch must begin within that, and within 35 s; then it has no such limit.</item>
/// <item><see cref="HttpRequestException"/> and <see cref="IOException"/>: the connection could not be made or broke. The request may have been carried out.</item>
/// <item><see cref="ConfigException"/>: our own credentials are unusable.</item>
/// </list>
/// </remarks>
public sealed class KubeClient : IDisposable
{
    private readonly ApiTransport _transport;
    private readonly TimeProvider _time;
    private readonly Func<bool>? _mayWrite;

    /// <exception cref="ConfigException">A certificate or key is missing or unusable; the message names it.</exception>
    public KubeClient(ClientConfig config, TimeProvider? time = null, ILoggerFactory? loggers = null)
        : this(config, new ConnectionPool(config, time ?? TimeProvider.System, Logger(loggers)), time, Random.Shared, loggers)
    {
    }

    /// <summary>Sends through the given handler instead of a connection of its own, and waits as the given numbers say: for tests with a scripted server.</summary>
    public KubeClient(ClientConfig config, HttpMessageHandler handler, TimeProvider? time = null, ILoggerFactory? loggers = null, Random? random = null)
        : this(config, new ConnectionPool(config, handler, time ?? TimeProvider.System), time, random ?? Random.Shared, loggers)
    {
    }

    private KubeClient(ClientConfig config, ConnectionPool connections, TimeProvider? time, Random random, ILoggerFactory? loggers)
    {
        (Config, Writes, _time) = (config, new ObjectWrites(), time ?? TimeProvider.System);
        _transport = new ApiTransport(config, connections, _time, random, Logger(loggers));
    }

    private KubeClient(KubeClient shared, Func<bool> mayWrite)
    {
        (Config, Writes, _time, _transport, _mayWrite) = (shared.Config, shared.Writes, shared._time, shared._transport, mayWrite);
    }

    public ClientConfig Config { get; }

    internal ObjectWrites Writes { get; }

    /// <summary>
    /// The same client, except that it throws <see cref="WriteFencedException"/> instead of sending a write while <paramref name="mayWrite"/> says no.
    /// Given to a leader's controllers it makes sure that nothing is written after leadership has ended, whatever still runs.
    /// </summary>
    public KubeClient FencedBy(Func<bool> mayWrite) => new(this, mayWrite);

    /// <summary>Whether a write would be sent now: always, unless it is fenced. For what a leader does elsewhere than at the API server.</summary>
    public bool MayWrite => _mayWrite?.Invoke() ?? true;

    /// <summary>The object, or <see cref="ApiException"/> with <see cref="ApiException.IsNotFound"/>.</summary>
    public Task<T> GetAsync<T>(ObjectKey key, CancellationToken cancellationToken)
        where T : class, IResource<T> =>
        ReadAsync(Form<T>(Requests.Get(T.Type, key)), T.Json, cancellationToken);

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

    /// <summary>
    /// One page, or everything when <see cref="ListOptions.Limit"/> is not set. <see cref="ApiException.IsExpired"/> when a continue token or a version
    /// is too old: begin again.
    /// </summary>
    public Task<ResourceList<T>> ListAsync<T>(ListOptions options, CancellationToken cancellationToken)
        where T : class, IResource<T> =>
        ListAsync(options, T.ListJson, cancellationToken);

    /// <summary>
    /// The changes as they come, until the server ends the watch. Throws <see cref="ApiException"/> when the watch is refused,
    /// <see cref="IOException"/> when the stream breaks, <see cref="WatchSilenceException"/> when it falls silent.
    /// </summary>
    public IAsyncEnumerable<WatchEvent<T>> WatchAsync<T>(WatchOptions options, CancellationToken cancellationToken)
        where T : class, IResource<T> =>
        WatchAsync(options, T.Json, cancellationToken);

    /// <summary>
    /// Creates the object. When the connection breaks before the answer, a named object is asked for again, and what stands there counts as
    /// created when it carries everything we sent; one with <c>generateName</c> is never sent twice.
    /// </summary>
    public async Task<T> CreateAsync<T>(T obj, WriteOptions? options, CancellationToken cancellationToken)
        where T : class, IResource<T>
    {
        var request = Requests.Create(obj, options);
        try
        {
            return await WriteAsync<T>(request, options?.DryRun == true, cancellationToken);
        }
        catch (ApiException e) when (e is { IsAlreadyExists: true, FollowsBrokenAttempt: true })
        {
            var found = await FindAsync<T>(ObjectKey.Of(obj), cancellationToken);
            if (found is null || !SentFields.StandIn(JsonSerializer.SerializeToElement(found, T.Json), request.Body)) throw;
            Writes.Tell(new ObjectWrite<T>.Stored(found));
            return found;
        }
    }

    /// <summary>PUT of the whole object. The server refuses it with 409 when <c>metadata.resourceVersion</c> is set and not the newest.</summary>
    public Task<T> ReplaceAsync<T>(T obj, WriteOptions? options, CancellationToken cancellationToken)
        where T : class, IResource<T> =>
        WriteAsync<T>(Requests.Replace(obj, options), options?.DryRun == true, cancellationToken);

    /// <summary>Changes what the patch names and nothing else. Not sent again after its connection broke: a JSON patch need not fit twice.</summary>
    public Task<T> PatchAsync<T>(ObjectKey key, Patch patch, WriteOptions? options, CancellationToken cancellationToken)
        where T : class, IResource<T> =>
        WriteAsync<T>(Requests.Patch(T.Type, key, patch, options), options?.DryRun == true, cancellationToken);

    /// <summary>Server-side apply of exactly the fields that are set: creates, changes, or removes what was applied before and is no longer named.</summary>
    public Task<T> ApplyAsync<T>(T obj, ApplyOptions options, CancellationToken cancellationToken)
        where T : class, IResource<T> =>
        WriteAsync<T>(Requests.Apply(obj, options), options.DryRun, cancellationToken);

    /// <summary>Applies a part of an object that has a record of its own, such as a status without its spec; the answer is the whole object.</summary>
    public Task<T> ApplyPartAsync<T, TPart>(TPart part, ApplyOptions options, CancellationToken cancellationToken)
        where T : class, IResource<T>
        where TPart : class, IResource<TPart> =>
        WriteAsync<T>(Requests.Apply(part, options), options.DryRun, cancellationToken);

    /// <summary>
    /// Asks for deletion; the object may stay for its finalizers or its grace period. <see cref="ApiException.IsNotFound"/> when there is none,
    /// <see cref="ApiException.IsConflict"/> when a precondition does not hold.
    /// </summary>
    public async Task DeleteAsync<T>(ObjectKey key, DeleteOptions? options, CancellationToken cancellationToken)
        where T : class, IResource<T>
    {
        using var deadline = Deadline(cancellationToken);
        var request = Requests.Delete(T.Type, key, options);
        var body = await CallAsync(request, deadline, async token =>
        {
            using var response = await SendAsync(request, token);
            return await response.Content.ReadAsByteArrayAsync(token);
        });
        if (options?.DryRun != true && DeleteAnswer.Read(body, key, T.Json) is { } write) Writes.Tell(write);
    }

    /// <summary>Asks for the deletion of everything that the options select, in one request.</summary>
    public async Task DeleteCollectionAsync<T>(ListOptions options, CancellationToken cancellationToken)
        where T : class, IResource<T>
    {
        using var response = await OpenAsync(Requests.DeleteCollection(T.Type, options), Config.RequestTimeout, cancellationToken);
    }

    /// <summary>Reads a subresource that has a form of its own: <c>GetSubresourceAsync&lt;StatefulSet, Scale&gt;(key, "scale", …)</c>.</summary>
    public Task<TBody> GetSubresourceAsync<T, TBody>(ObjectKey key, string subresource, CancellationToken cancellationToken)
        where T : class, IResource<T>
        where TBody : class, IResource<TBody> =>
        ReadAsync(Requests.Get(T.Type, key, subresource), TBody.Json, cancellationToken);

    /// <summary>Replaces a subresource that has a form of its own.</summary>
    public Task<TBody> ReplaceSubresourceAsync<T, TBody>(ObjectKey key, string subresource, TBody body, WriteOptions? options, CancellationToken cancellationToken)
        where T : class, IResource<T>
        where TBody : class, IResource<TBody> =>
        ReadAsync(Requests.ReplaceSubresource(T.Type, key, subresource, body, options), TBody.Json, cancellationToken);

    /// <summary>
    /// Sends a request and answers with the response as it begins, its status a success; the caller disposes it and sets its own deadline.
    /// Throws <see cref="ApiException"/> for any other status.
    /// </summary>
    public Task<HttpResponseMessage> SendAsync(KubeRequest request, CancellationToken cancellationToken)
    {
        if (request.IsWrite && !MayWrite) throw new WriteFencedException(request);
        return _transport.SendAsync(request, cancellationToken);
    }

    public void Dispose()
    {
        if (_mayWrite is null) _transport.Dispose();
    }

    internal Task<ResourceList<T>> ListAsync<T>(ListOptions options, JsonTypeInfo<ResourceList<T>> json, CancellationToken cancellationToken)
        where T : class, IResource<T> =>
        ReadAsync(Form<T>(Requests.List(T.Type, options)), json, cancellationToken);

    /// <summary>As a list, but what does not fit the model is put aside instead of failing the whole.</summary>
    internal Task<LenientPage<T>> ListLenientlyAsync<T>(ListOptions options, JsonTypeInfo<T> json, CancellationToken cancellationToken)
        where T : class, IResource<T> =>
        ReadAsync(Form<T>(Requests.List(T.Type, options)), LenientPage<T>.Json(json), cancellationToken);

    internal async IAsyncEnumerable<WatchEvent<T>> WatchAsync<T>(
        WatchOptions options,
        JsonTypeInfo<T> json,
        [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class, IResource<T>
    {
        var request = Form<T>(Requests.Watch(T.Type, options));
        var within = Config.RequestTimeout < WatchStream.Beginning ? Config.RequestTimeout : WatchStream.Beginning;
        using var response = await OpenAsync(request, within, cancellationToken);
        var silence = options.IdleDeadline ?? WatchStream.Patience(response.Version, options.Timeout);
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        await foreach (var item in WatchStream.ReadAsync(body, json, silence, _time, cancellationToken)) yield return item;
    }

    private static async Task<TResult> CallAsync<TResult>(KubeRequest request, RequestDeadline deadline, Func<CancellationToken, Task<TResult>> call)
    {
        try
        {
            return await call(deadline.Token);
        }
        catch (OperationCanceledException) when (deadline.HasPassed)
        {
            throw deadline.Exceeded(request);
        }
    }

    // The deadline is for the beginning of the answer; a stream then lasts as long as it likes.
    private async Task<HttpResponseMessage> OpenAsync(KubeRequest request, TimeSpan within, CancellationToken cancellationToken)
    {
        using var deadline = new RequestDeadline(within, _time, cancellationToken);
        return await CallAsync(request, deadline, token => SendAsync(request, token));
    }

    private static ILogger Logger(ILoggerFactory? loggers) => (loggers ?? NullLoggerFactory.Instance).CreateLogger<KubeClient>();

    private static KubeRequest Form<T>(KubeRequest request)
        where T : class, IResource<T> => T.MetadataOnly ? Requests.MetadataOnly(request) : request;

    private RequestDeadline Deadline(CancellationToken cancellationToken) => new(Config.RequestTimeout, _time, cancellationToken);

    private async Task<T> WriteAsync<T>(KubeRequest request, bool dryRun, CancellationToken cancellationToken)
        where T : class, IResource<T>
    {
        var answer = await ReadAsync(request, T.Json, cancellationToken);
        if (!dryRun) Writes.Tell(new ObjectWrite<T>.Stored(answer));
        return answer;
    }

    private async Task<TAnswer> ReadAsync<TAnswer>(KubeRequest request, JsonTypeInfo<TAnswer> json, CancellationToken cancellationToken)
        where TAnswer : class
    {
        using var deadline = Deadline(cancellationToken);
        return await CallAsync(request, deadline, async token =>
        {
            using var response = await SendAsync(request, token);
            var body = PipeReader.Create(await response.Content.ReadAsStreamAsync(token));
            try
            {
                return await JsonSerializer.DeserializeAsync(body, json, token) ?? throw new JsonException("The body is null.");
            }
            catch (Exception e) when (LenientObject.DoesNotFit(e))
            {
                throw new ApiException(response.StatusCode, null, $"{request}: the answer is not a {typeof(TAnswer).Name}: {e.Message}");
            }
            finally
            {
                await body.CompleteAsync();
            }
        });
    }
}
