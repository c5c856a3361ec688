using Kubernetes.Client;
using Kubernetes.Models;
using Kubernetes.Models.Meta;
using Kubernetes.Runtime.Caching;
using Operator.Api;

namespace Operator.Observe;

/// <summary>What is the same for every kind.</summary>
internal abstract class KindCache
{
    public abstract string Name { get; }

    public abstract bool HasSynced { get; }

    /// <summary>Why the objects are not all here, or null when they are.</summary>
    public abstract string? Trouble();

    public abstract Task RunAsync(CancellationToken cancellationToken);
}

/// <summary>The objects of one kind in all namespaces that the operator looks after: one informer for all, or one for each namespace that was named.</summary>
internal sealed class KindCache<T> : KindCache
    where T : class, IResource<T>
{
    private const string ByApp = "app";

    public KindCache(KubeClient client, IReadOnlyList<string> namespaces, string? labelSelector, ILoggerFactory loggers)
    {
        string?[] scopes = namespaces.Count == 0 ? [null] : [.. namespaces];
        Informers = [.. scopes.Select(scope => new Informer<T>(client, new InformerOptions { Namespace = scope, LabelSelector = labelSelector }, null, loggers))];
        foreach (var informer in Informers) informer.Store.AddIndex(ByApp, obj => AppsOf(obj).Select(key => key.ToString()));
    }

    public IReadOnlyList<Informer<T>> Informers { get; }

    public override string Name => T.Type.Plural;

    public override bool HasSynced => Informers.All(informer => informer.HasSynced);

    /// <summary>The app that an object belongs to, by its labels.</summary>
    public static IEnumerable<ObjectKey> AppsOf(T obj) =>
        obj.Metadata.Labels?.GetValueOrDefault(Labels.Instance) is { Length: > 0 } app ? [new ObjectKey(obj.Metadata.Namespace, app)] : [];

    public IEnumerable<T> All => Informers.SelectMany(informer => informer.Store.List());

    public T? Find(ObjectKey key) => Informers.Select(informer => informer.Store.Find(key)).FirstOrDefault(found => found is not null);

    /// <summary>All objects that carry the app's label.</summary>
    public IReadOnlyList<T> Of(ObjectKey app) => [.. Informers.SelectMany(informer => informer.Store.ListIndexed(ByApp, app.ToString()))];

    public override string? Trouble() =>
        Informers.FirstOrDefault(informer => !informer.HasSynced) is { } empty ? $"there is no complete list yet: {empty.LastError ?? "it is being read"}" : null;

    public override Task RunAsync(CancellationToken cancellationToken) => Task.WhenAll(Informers.Select(informer => informer.RunAsync(cancellationToken)));
}
