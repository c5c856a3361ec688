using System.Text.Json.Nodes;
using Kubernetes.Client;
using Kubernetes.Models.Apps;
using Kubernetes.Models.Meta;
using LocalCluster.Controllers.Caching;
using LocalCluster.Controllers.Selection;
using LocalCluster.Controllers.StatefulSets.Pods;

namespace LocalCluster.Controllers.StatefulSets.Revisions;

/// <summary>Keeps a set's ControllerRevisions: adopts, creates, renumbers and expires them.</summary>
internal sealed class RevisionKeeper(KubeClient client, KindView<ControllerRevision> revisions)
{
    private const string HashLabel = "controller.kubernetes.io/hash";

    /// <summary>Longer set names are cut in the name of a revision.</summary>
    private const int LongestPrefix = 223;

    /// <summary>So many different contents under equal hashes mean that something is wrong, not that luck is bad.</summary>
    private const int MaxCollisions = 20;

    /// <summary>
    /// Null when the set is gone, and its watch has not told yet: garbage collection has taken its revisions, and one made anew would be a
    /// stranger to everybody.
    /// </summary>
    public async Task<SetRevisions?> ResolveAsync(StatefulSet set, CancellationToken cancellationToken)
    {
        await AdoptAsync(set, cancellationToken);
        var sorted = RevisionHistory.Sort(revisions.In(set.Metadata.Namespace)
            .Where(revision => Ownership.ControllerOf(revision)?.Uid == set.Metadata.Uid)
            .Select(Read));
        if (sorted.Count == 0 && set.Status?.CurrentRevision is not null && !await IsAliveAsync(set, cancellationToken)) return null;
        var text = RevisionData.TextOf(set);
        var collisions = set.Status?.CollisionCount ?? 0;
        var (update, collided) = RevisionHistory.Choose(sorted, text) switch
        {
            RevisionChoice.Keep keep => (keep.Revision, collisions),
            RevisionChoice.Renumber renumber => (await RenumberAsync(set, renumber, cancellationToken), collisions),
            RevisionChoice.Create create => await CreateAsync(set, create.Number, text, collisions, cancellationToken),
            _ => throw new InvalidOperationException("A choice that is not known."),
        };
        var all = RevisionHistory.Sort([.. sorted.Where(revision => revision.Name != update.Name), update]);
        var current = all.FirstOrDefault(revision => revision.Name == set.Status?.CurrentRevision) ?? update;
        return new SetRevisions(current, update, collided, all);
    }

    /// <summary>Deletes the oldest revisions beyond the set's limit that nobody uses.</summary>
    public async Task ExpireAsync(StatefulSet set, SetRevisions known, IEnumerable<string> podRevisions, CancellationToken cancellationToken)
    {
        HashSet<string> live = [known.Current.Name, known.Update.Name, .. podRevisions];
        foreach (var revision in RevisionHistory.Expired(known.All, live, set.Spec?.RevisionHistoryLimit ?? 10))
        {
            try
            {
                await client.DeleteAsync<ControllerRevision>(new ObjectKey(set.Metadata.Namespace, revision.Name), null, cancellationToken);
            }
            catch (ApiException e) when (e.IsNotFound)
            {
                // Already gone, only the watch has not told yet.
            }
        }
    }

    private static RevisionFacts Read(ControllerRevision revision) => new(
        revision.Metadata.Name ?? "",
        revision.Revision,
        revision.Metadata.CreationTimestamp ?? DateTimeOffset.MinValue,
        RevisionData.TextOf(revision));

    private async Task AdoptAsync(StatefulSet set, CancellationToken cancellationToken)
    {
        if (set.Metadata.DeletionTimestamp is not null) return;

        var orphans = revisions.In(set.Metadata.Namespace)
            .Where(revision => Ownership.ControllerOf(revision) is null && set.Spec?.Selector.Matches(revision.Metadata) == true)
            .ToList();
        if (orphans.Count == 0 || !await IsAliveAsync(set, cancellationToken)) return;

        foreach (var revision in orphans)
        {
            var patch = new JsonObject
            {
                ["metadata"] = new JsonObject
                {
                    ["resourceVersion"] = revision.Metadata.ResourceVersion,
                    ["ownerReferences"] = OwnersJson.Of([.. revision.Metadata.OwnerReferences ?? [], PodFactory.OwnerFor(set)]),
                },
            };
            await client.PatchAsync<ControllerRevision>(ObjectKey.Of(revision), Patch.Merge(patch), null, cancellationToken);
        }
    }

    private async Task<bool> IsAliveAsync(StatefulSet set, CancellationToken cancellationToken)
    {
        var live = await client.FindAsync<StatefulSet>(ObjectKey.Of(set), cancellationToken);
        return live?.Metadata.Uid == set.Metadata.Uid && live?.Metadata.DeletionTimestamp is null;
    }

    private async Task<RevisionFacts> RenumberAsync(StatefulSet set, RevisionChoice.Renumber choice, CancellationToken cancellationToken)
    {
        var key = new ObjectKey(set.Metadata.Namespace, choice.Revision.Name);
        var patch = Patch.Merge(new JsonObject { ["revision"] = choice.Number });
        return Read(await client.PatchAsync<ControllerRevision>(key, patch, null, cancellationToken));
    }

    /// <summary>A name that another content already has is passed over by counting the collision into the hash.</summary>
    private async Task<(RevisionFacts Revision, int Collisions)> CreateAsync(
        StatefulSet set, long number, string text, int collisions, CancellationToken cancellationToken)
    {
        var label = RevisionHash.Of(text, collisions);
        for (var end = collisions + MaxCollisions; collisions < end; collisions++)
        {
            var revision = Make(set, number, text, label, RevisionHash.Of(text, collisions));
            try
            {
                return (Read(await client.CreateAsync(revision, null, cancellationToken)), collisions);
            }
            catch (ApiException e) when (e.IsAlreadyExists)
            {
                var existing = await client.FindAsync<ControllerRevision>(ObjectKey.Of(revision), cancellationToken);
                if (existing is not null && RevisionData.TextOf(existing) == text) return (Read(existing), collisions);
            }
        }

        throw new InvalidOperationException($"No free name for revision {number} of StatefulSet {ObjectKey.Of(set)} after {MaxCollisions} collisions.");
    }

    private static ControllerRevision Make(StatefulSet set, long number, string text, string label, string hash)
    {
        var setName = set.Metadata.Name ?? "";
        var labels = (set.Spec?.Template?.Metadata?.Labels ?? new Dictionary<string, string>()).ToDictionary();
        labels[HashLabel] = label;
        return new ControllerRevision
        {
            Metadata = new ObjectMeta
            {
                Name = $"{(setName.Length > LongestPrefix ? setName[..LongestPrefix] : setName)}-{hash}",
                Namespace = set.Metadata.Namespace,
                Labels = labels,
                Annotations = set.Metadata.Annotations is { Count: > 0 } annotations ? annotations : null,
                OwnerReferences = [PodFactory.OwnerFor(set)],
            },
            Data = RevisionData.Parse(text),
            Revision = number,
        };
    }
}
