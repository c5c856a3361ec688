using System.Collections.Concurrent;
using Kubernetes.Client;
using Kubernetes.Models.Extensions;
using Kubernetes.Models.Meta;
using Kubernetes.Runtime.Caching;
using LocalCluster.Controllers.Caching;

namespace LocalCluster.Controllers.Inventory;

/// <summary>Watches the metadata of everything in the cluster, custom kinds too: they come and go with their definitions.</summary>
internal sealed class ClusterInventory(KubeClient client, KindView<CustomResourceDefinition> definitions, TimeProvider time)
{
    /// <summary>Nobody owns Events and nobody waits for them.</summary>
    private const string Events = "events";

    private readonly ConcurrentDictionary<(string Group, string Kind), ResourceType> _types = new();
    private readonly ConcurrentDictionary<(string Group, string Plural), Task> _watches = new();
    private readonly List<Action<InventoryChange>> _listeners = [];
    private readonly TaskCompletionSource _discovered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ObjectGraph Graph { get; } = new();

    /// <summary>All kinds whose objects can be listed and deleted, Events among them.</summary>
    public IEnumerable<ResourceType> Types => _types.Values;

    /// <summary>Calls back after every change. To be set up before the inventory runs; the callback must be quick and must not throw.</summary>
    public void Listen(Action<InventoryChange> changed) => _listeners.Add(changed);

    /// <summary>The kind that an owner reference names, in whichever version it is served.</summary>
    public ResourceType? TypeOf(OwnerReference owner) => _types.GetValueOrDefault((GroupOf(owner.ApiVersion), owner.Kind));

    /// <summary>Returns when the built-in kinds are known. Until then a namespace looks empty, whatever is in it.</summary>
    public Task WaitForTypesAsync(CancellationToken cancellationToken) => _discovered.Task.WaitAsync(cancellationToken);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await DiscoverAsync(cancellationToken);
        using var subscription = definitions.Informer.Store.Subscribe(change => Follow(change, cancellationToken));
        await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken);
    }

    private async Task DiscoverAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var type in await ResourceTypes.DiscoverAsync(client, cancellationToken)) Follow(type, cancellationToken);
            _discovered.SetResult();
        }
        catch (Exception e)
        {
            _discovered.SetException(e);
            throw;
        }
    }

    private static string GroupOf(string apiVersion) => apiVersion.IndexOf('/') is var slash and > 0 ? apiVersion[..slash] : "";

    private void Follow(StoreChange<CustomResourceDefinition> change, CancellationToken cancellationToken)
    {
        if (ResourceTypes.Of(change.Object) is not { } type) return;
        if (change is StoreChange<CustomResourceDefinition>.Removed) _types.TryRemove((type.Group, type.Kind), out _);
        else if (ResourceTypes.IsEstablished(change.Object)) Follow(type, cancellationToken);
    }

    private void Follow(ResourceType type, CancellationToken cancellationToken)
    {
        _types[(type.Group, type.Kind)] = type;
        if (type.Plural == Events) return;

        var key = (type.Group, type.Plural);
        if (_watches.TryGetValue(key, out var running) && !running.IsCompleted) return;
        var watch = new KindWatch(client, type, () => _types.ContainsKey((type.Group, type.Kind)), Put, Remove, time);
        _watches[key] = Task.Run(() => watch.RunAsync(cancellationToken), cancellationToken);
    }

    private void Put(ObjectEntry entry) => Tell(new InventoryChange(Graph.Put(entry), entry));

    private void Remove(string uid)
    {
        if (Graph.Remove(uid) is { } last) Tell(new InventoryChange(last, null));
    }

    private void Tell(InventoryChange change)
    {
        foreach (var listener in _listeners) listener(change);
    }
}
