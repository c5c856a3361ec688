using Kubernetes.Client;
using Kubernetes.Models;
using Kubernetes.Runtime.Queueing;
using Kubernetes.Runtime.Watching;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kubernetes.Runtime.Caching;

/// <summary>
/// Keeps a <see cref="Store{T}"/> equal to the server: drives a <see cref="Watcher{T}"/>, writes what it says, and backs off when a step fails.
/// It never gives up and never goes silent: every wait has a deadline. What its client writes is in the store before the write returns, so a
/// reader who has written sees it (not with a field selector: only the server can tell what that selects). An object that does not fit its model
/// is left out as if it were not there, and told in the log once; the others go on.
/// </summary>
public sealed class Informer<T>
    where T : class, IResource<T>
{
    /// <summary>After this long without a failure the next one backs off from the beginning.</summary>
    private static readonly TimeSpan Healthy = TimeSpan.FromMinutes(2);

    private readonly KubeClient _client;
    private readonly Watcher<T> _watcher;
    private readonly StoreWriter<T> _writer;
    private readonly UnreadableReports<T> _reports;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Random _random = new();
    private readonly TaskCompletionSource _synced = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Informer(KubeClient client, InformerOptions? options = null, TimeProvider? time = null, ILoggerFactory? loggers = null)
    {
        options ??= new InformerOptions();
        _client = client;
        _time = time ?? TimeProvider.System;
        _logger = (loggers ?? NullLoggerFactory.Instance).CreateLogger<Informer<T>>();
        _watcher = new Watcher<T>(client, ToWatcher(options), _time, _random);
        _writer = new StoreWriter<T>(Store, new InformerScope(options));
        _reports = new UnreadableReports<T>(_logger);
    }

    public Store<T> Store { get; } = new();

    /// <summary>True once the store has held a complete list.</summary>
    public bool HasSynced => _synced.Task.IsCompletedSuccessfully;

    /// <summary>Why the last step failed, until one succeeds; null while all is well.</summary>
    public string? LastError { get; private set; }

    /// <summary>Declares an index of the store: see <see cref="Store{T}.ListIndexed"/>.</summary>
    public Informer<T> WithIndex(string name, Func<T, IEnumerable<string>> values)
    {
        Store.AddIndex(name, values);
        return this;
    }

    /// <summary>Completes when the store holds a complete list.</summary>
    public Task WaitForSyncAsync(CancellationToken cancellationToken) => _synced.Task.WaitAsync(cancellationToken);

    /// <summary>Runs until cancelled; returns normally then.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var ownWrites = _client.Writes.Subscribe<T>(_writer.WriteOwn);
        var state = _watcher.Start;
        try
        {
            for (var failures = new FailureCount(_time, Healthy); ;)
            {
                (var happened, state) = await _watcher.StepAsync(state, cancellationToken);
                if (happened is not null) (happened, state) = await WriteAsync(happened, state);
                LastError = happened is StoreEvent<T>.Failed failed ? failed.Error.Message : state is WatchState<T>.Watching ? null : LastError;
                if (happened is StoreEvent<T>.Failed { Error: var error }) await BackOffAsync(error, failures.Next(), cancellationToken);
            }
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            // The normal way to stop; what fails at the same instant is nobody's any more.
        }
        finally
        {
            await CloseAsync(state);
        }
    }

    // An index or a subscriber that throws must not end the informer: everything is read again.
    private async ValueTask<(StoreEvent<T> Happened, WatchState<T> Next)> WriteAsync(StoreEvent<T> happened, WatchState<T> state)
    {
        try
        {
            _reports.Hear(happened);
            if (_writer.Write(happened)) Synced();
            return (happened, state);
        }
        catch (Exception e)
        {
            await CloseAsync(state);
            return (new StoreEvent<T>.Failed(e), _watcher.Start);
        }
    }

    private static ValueTask CloseAsync(WatchState<T> state) => state switch
    {
        WatchState<T>.Replaying replaying => replaying.Stream.DisposeAsync(),
        WatchState<T>.Watching watching => watching.Stream.DisposeAsync(),
        _ => ValueTask.CompletedTask,
    };

    private static WatcherOptions ToWatcher(InformerOptions options) => new()
    {
        Namespace = options.Namespace,
        LabelSelector = options.LabelSelector,
        FieldSelector = options.FieldSelector,
        PreferWatchList = options.PreferWatchList,
        KeepManagedFields = options.KeepManagedFields,
    };

    private void Synced()
    {
        InformerLog.Synced(_logger, T.Type, Store.Count);
        _synced.TrySetResult();
    }

    private async Task BackOffAsync(Exception error, int failures, CancellationToken cancellationToken)
    {
        var wait = Backoff.Watch.Delay(failures, _random.NextDouble());
        if (error is ApiException { RetryAfter: { } asked } && asked > wait) wait = asked;
        InformerLog.WatchFailed(_logger, T.Type, error.Message, wait);
        await Task.Delay(wait, _time, cancellationToken);
    }
}
