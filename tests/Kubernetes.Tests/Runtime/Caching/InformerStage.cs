using Kubernetes.Models;
using Kubernetes.Models.Core;
using Kubernetes.Runtime.Caching;
using Kubernetes.Tests.Scripting;
using Microsoft.Extensions.Time.Testing;

namespace Kubernetes.Tests.Runtime.Caching;

/// <summary>An informer, the server that it listens to, and a clock that stands until somebody waits for something.</summary>
internal sealed class InformerStage : IAsyncDisposable
{
    private readonly CancellationTokenSource _over = new();
    private Task _running = Task.CompletedTask;

    public ListWatchScript Script { get; } = new();

    public FakeTimeProvider Time { get; } = new();

    public LogCapture Log { get; } = new();

    public Informer<ConfigMap> Start(bool watchList = false) => Start<ConfigMap>(watchList);

    public Informer<T> Start<T>(bool watchList = false)
        where T : class, IResource<T>
    {
        var informer = new Informer<T>(Script.Client(Time), new InformerOptions { PreferWatchList = watchList }, Time, Log);
        _running = informer.RunAsync(_over.Token);
        return informer;
    }

    /// <summary>Lets time pass until the condition holds.</summary>
    public Task Until(Func<bool> holds) => TestKit.Eventually.Holds(
        () =>
        {
            Time.Advance(TimeSpan.FromMilliseconds(500));
            return Task.FromResult(holds());
        },
        "the store as it should be");

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _running.WaitAsync(TimeSpan.FromSeconds(10));
        _over.Dispose();
        Log.Dispose();
    }
}
