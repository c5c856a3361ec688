using Kubernetes.Client;
using Kubernetes.Models;
using Kubernetes.Models.Apps;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using Kubernetes.Models.StorageClasses;
using Operator.Api;
using Operator.Observe.Measuring;

namespace Operator.Observe;

/// <summary>
/// The only reader. Takes everything from the cache, and asks the server where the cache cannot know: whether a child that is missing there
/// is really missing (an object of somebody else's does not carry the operator's label), and whether a storage class lets volumes grow.
/// An app at rest costs no request.
/// </summary>
internal sealed class Observer(KubeClient client, ClusterCache cache, VisitReader visits, StableTemplates templates, Measurer measurer)
{
    /// <summary>The app as it is now, or null when it is gone.</summary>
    public async Task<Observed?> ObserveAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (cache.Apps.Find(key) is not { } app)
        {
            visits.Forget(key);
            templates.Forget(key);
            measurer.Forget(key);
            return null;
        }

        var serving = ServingColour.Of(app, cache.Claims.Of(key));
        var other = Colour.Other(serving);
        // Only a name that is about to be used has to be asked for: nobody else's object may be there.
        var isAboutToUse = app.Status?.Rollout?.BlueGreen?.Target == other;
        var snapshot = new Snapshot
        {
            App = app,
            Set = await FindAsync(cache.Sets, key, Names.StatefulSet(key.Name, serving), cancellationToken),
            Beside = await FindAsync(cache.Sets, key, Names.StatefulSet(key.Name, other), isAboutToUse, cancellationToken),
            Services = await ServicesAsync(key, isAboutToUse, cancellationToken),
            Pods = cache.Pods.Of(key),
            Claims = await ClaimsAsync(app, key, serving, cancellationToken),
        };
        var observed = (snapshot with { Classes = await ClassesAsync(snapshot, cancellationToken) }).Sort();
        return observed with
        {
            StableTemplate = await templates.FindAsync(key, app, cancellationToken),
            Visits = await visits.ReadAsync(observed, cancellationToken),
            Measurements = measurer.Take(observed),
        };
    }

    private async Task<IReadOnlyList<Service>> ServicesAsync(ObjectKey key, bool withPreview, CancellationToken cancellationToken)
    {
        var services = cache.Services.Of(key).ToDictionary(service => service.Metadata.Name ?? "");
        string[] names = withPreview ? [Names.Service(key.Name), Names.PodsService(key.Name), Names.PreviewService(key.Name)] : [Names.Service(key.Name), Names.PodsService(key.Name)];
        foreach (var name in names)
        {
            if (!services.ContainsKey(name) && await FindAsync(cache.Services, key, name, cancellationToken) is { } service) services[name] = service;
        }

        return [.. services.Values];
    }

    /// <summary>
    /// The app's claims by their label, and by their name those that lack it: claims of another app, which the cache knows, and claims that
    /// were there before, which are asked for once a pod uses them.
    /// </summary>
    private async Task<IReadOnlyList<PersistentVolumeClaim>> ClaimsAsync(CounterApp app, ObjectKey key, string serving, CancellationToken cancellationToken)
    {
        var claims = cache.Claims.Of(key).ToDictionary(claim => claim.Metadata.Name ?? "");
        var pods = cache.Pods.Of(key).Select(pod => pod.Metadata.Name).ToHashSet();
        for (var ordinal = 0; ordinal < app.Spec.Replicas; ordinal++)
        {
            var name = Names.Claim(app.Spec.Storage.VolumeName, key.Name, ordinal, serving);
            if (claims.ContainsKey(name)) continue;
            var found = pods.Contains(Names.Pod(key.Name, ordinal, serving))
                ? await FindAsync(cache.Claims, key, name, cancellationToken)
                : cache.Claims.Find(key with { Name = name });
            if (found is not null) claims[name] = found;
        }

        return [.. claims.Values];
    }

    private Task<T?> FindAsync<T>(KindCache<T> kind, ObjectKey app, string name, CancellationToken cancellationToken)
        where T : class, IResource<T> => FindAsync(kind, app, name, true, cancellationToken);

    private async Task<T?> FindAsync<T>(KindCache<T> kind, ObjectKey app, string name, bool asksServer, CancellationToken cancellationToken)
        where T : class, IResource<T>
    {
        var key = app with { Name = name };
        return kind.Find(key) ?? (asksServer ? await client.FindAsync<T>(key, cancellationToken) : null);
    }

    /// <summary>The classes of claims that have to grow; one that may not be read is left to the server's own answer.</summary>
    private async Task<IReadOnlyList<StorageClass>> ClassesAsync(Snapshot snapshot, CancellationToken cancellationToken)
    {
        var wanted = snapshot.App.Spec.Storage.Amount;
        var names = snapshot.Claims.Select(claim => ObservedClaim.From(claim, snapshot.App))
            .Where(claim => claim?.StorageClass is { Length: > 0 } && claim.Requested < wanted)
            .Select(claim => claim!.StorageClass!)
            .Distinct();
        var classes = new List<StorageClass>();
        foreach (var name in names)
        {
            if (await FindClassAsync(name, cancellationToken) is { } found) classes.Add(found);
        }

        return classes;
    }

    private async Task<StorageClass?> FindClassAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return await client.FindAsync<StorageClass>(new ObjectKey(null, name), cancellationToken);
        }
        catch (ApiException e) when (e.IsForbidden)
        {
            return null;
        }
    }
}
