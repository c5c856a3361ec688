using System.Globalization;
using Kubernetes.Client;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using Kubernetes.Runtime.Caching;
using LocalCluster.ApiServer;
using LocalCluster.ApiServer.Faults;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace EndToEnd.Tests.Runtime;

/// <summary>A real API server, a faulty way to it, and an informer at the end of that way whose clock the test moves.</summary>
internal sealed class WatchLab : IAsyncDisposable
{
    /// <summary>The program that the informer's client names, by which faults are meant for it alone.</summary>
    public const string Agent = "watch-lab";

    private readonly string _data;
    private readonly ApiHost _api;
    private readonly CancellationTokenSource _over = new();
    private Task _running = Task.CompletedTask;

    private WatchLab(string data, ApiHost api, bool plain, TimeProvider? time)
    {
        (_data, _api) = (data, api);
        Proxy = plain ? FaultyProxy.Plain(api.AdminConfig) : FaultyProxy.Tls(api.AdminConfig);
        Clock = time ?? Fake;
        Direct = new KubeClient(api.AdminConfig, TimeProvider.System);
        Client = new KubeClient(Proxy.Config with { UserAgent = $"{Agent}/1" }, Clock);
    }

    public FakeTimeProvider Fake { get; } = new();

    public TimeProvider Clock { get; }

    public FaultyProxy Proxy { get; }

    /// <summary>What the server itself does wrong.</summary>
    public FaultBoard Faults => _api.Faults;

    /// <summary>Goes to the server by another way, where nothing goes wrong.</summary>
    public KubeClient Direct { get; }

    /// <summary>Goes through the proxy.</summary>
    public KubeClient Client { get; }

    public Informer<ConfigMap> Informer { get; private set; } = null!;

    public static async Task<WatchLab> StartAsync(bool plain = true, TimeProvider? time = null)
    {
        var data = Directory.CreateTempSubdirectory("watch-lab-").FullName;
        var options = new ApiOptions { Port = 0, DataDirectory = data, Version = "1.36", ServiceCidr = "127.250.201.0/24", NodeToken = "none", Time = TimeProvider.System };
        return new WatchLab(data, await ApiHost.StartAsync(options, NullLoggerFactory.Instance, CancellationToken.None), plain, time);
    }

    public void Watch(InformerOptions? options = null)
    {
        Informer = new Informer<ConfigMap>(Client, (options ?? new InformerOptions()) with { Namespace = "default" }, Clock);
        _running = Informer.RunAsync(_over.Token);
    }

    public async Task WatchUntilSyncedAsync(InformerOptions? options = null)
    {
        Watch(options);
        await EqualsWithin(TimeSpan.FromSeconds(45));
    }

    public Task<ConfigMap> PutAsync(string name, string text) => Direct.ApplyAsync(
        new ConfigMap { Metadata = new ObjectMeta { Namespace = "default", Name = name }, Data = new Dictionary<string, string> { ["text"] = text } },
        new ApplyOptions { FieldManager = "lab", Force = true },
        CancellationToken.None);

    public Task DeleteAsync(string name) => Direct.DeleteAsync<ConfigMap>(new ObjectKey("default", name), null, CancellationToken.None);

    /// <summary>Creates, changes and deletes, so that every kind of news is among what a reader has missed.</summary>
    public async Task ChangeEverythingAsync()
    {
        await PutAsync("new", "1");
        await PutAsync("kept", "2");
        await DeleteAsync("gone");
        await DeleteAsync("again");
        await PutAsync("again", "another object under the same name");
    }

    public async Task PrepareAsync()
    {
        foreach (var name in (string[])["kept", "gone", "again"]) await PutAsync(name, "1");
    }

    /// <summary>
    /// Lets the fake clock run until the store is the server, and fails when that takes longer by the fake clock. The clock stands still while the
    /// server has a question of the informer's to answer, and each tenth of a second costs a round trip of our own: so it runs as fast as the
    /// machine does and no faster.
    /// </summary>
    public async Task EqualsWithin(TimeSpan limit)
    {
        var end = Fake.GetUtcNow() + limit;
        while (true)
        {
            var (server, store) = (await ServerAsync(), Texts(Informer.Store.List()));
            if (Informer.HasSynced && server.SequenceEqual(store)) return;
            Assert.True(Fake.GetUtcNow() < end, $"After {limit.TotalSeconds:0} s the store has {string.Join("; ", store.Except(server).Take(5))} instead of {string.Join("; ", server.Except(store).Take(5))} ({Informer.LastError})");
            await RunAsync(TimeSpan.FromMilliseconds(100));
        }
    }

    /// <summary>Moves the fake clock on by <paramref name="time"/> in steps of a second, with a real moment after each.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += TimeSpan.FromSeconds(1)) await RunAsync(TimeSpan.FromSeconds(1));
    }

    /// <summary>Moves the fake clock on once nobody waits for the server any more.</summary>
    public async Task RunAsync(TimeSpan time)
    {
        await Eventually.Holds(() => Task.FromResult(!Proxy.IsBusy), "an answer of the server");
        Fake.Advance(time);
        await Task.Delay(TimeSpan.FromMilliseconds(3), TimeProvider.System);
    }

    public async Task StopAsync()
    {
        await _over.CancelAsync();
        await _running.WaitAsync(TimeSpan.FromSeconds(10));
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Client.Dispose();
        Direct.Dispose();
        await Proxy.DisposeAsync();
        await _api.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }

    private static List<string> Texts(IEnumerable<ConfigMap> maps) =>
        [.. maps.Select(map => string.Create(CultureInfo.InvariantCulture, $"{map.Metadata.Name} {map.Metadata.Uid} {map.Metadata.ResourceVersion} {Short(map.Data?.GetValueOrDefault("text"))}")).Order(StringComparer.Ordinal)];

    private static string? Short(string? text) => text is { Length: > 40 } ? text[..40] : text;

    private async Task<List<string>> ServerAsync() =>
        Texts((await Direct.ListAsync<ConfigMap>(new ListOptions { Namespace = "default" }, CancellationToken.None)).Items);
}
