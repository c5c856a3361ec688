using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kubernetes.Client;
using Kubernetes.Models;
using Kubernetes.Models.Apps;
using Kubernetes.Models.Core;
using Operator.Api;
using Operator.Desired;
using Operator.Observe;

namespace Operator.Apply;

/// <summary>
/// Brings the children to what is desired by server-side apply, under one field manager. Sends nothing when all that we would say is
/// already there. A child that the server refuses does not keep the others back.
/// </summary>
internal sealed class Applier(KubeClient client, ILogger<Applier> logger)
{
    private static readonly ApplyOptions Options = new() { FieldManager = ApiGroup.FieldManager, Force = true };

    /// <summary>By UID: what the server keeps differently from how it was said. Only spares requests; losing it costs one request per child.</summary>
    private readonly ConcurrentDictionary<string, string> _settledDifferences = new();

    public async Task<ApplyReport> ApplyAsync(Observed observed, DesiredState? desired, CancellationToken cancellationToken)
    {
        if (desired is null) return ApplyReport.Nothing;
        var outcomes = new List<ChildOutcome>();
        Service? answered = null;
        foreach (var service in desired.Services)
        {
            var (outcome, answer) = await ApplyAsync(observed, service, Live(observed, service), cancellationToken);
            outcomes.Add(outcome);
            if (service.Metadata.Name == Names.Service(observed.Name)) answered = answer;
        }

        foreach (var claim in desired.Claims)
            outcomes.Add(await SayAsync(observed, claim, cancellationToken));
        if (desired.Set is { } set)
            outcomes.Add((await ApplyAsync(observed, set, observed.Set, cancellationToken)).Outcome);
        if (desired.Beside is { } beside)
            outcomes.Add((await ApplyAsync(observed, beside, observed.Beside.Set, cancellationToken)).Outcome);
        if (desired.Problem is { } problem)
            outcomes.Add(new ChildOutcome.Refused(StatefulSet.Type.Kind, Names.StatefulSet(observed.Name, observed.Serving), "InvalidTemplate", problem));
        return new ApplyReport(outcomes, answered);
    }

    private static Service? Live(Observed observed, Service service) =>
        observed.OtherServices.Prepend(observed.PodsService).Prepend(observed.Service).FirstOrDefault(live => live?.Metadata.Name == service.Metadata.Name);

    /// <summary>What became of the child, and the child as the server answered it, when it was asked.</summary>
    private async Task<(ChildOutcome Outcome, T? Answer)> ApplyAsync<T>(Observed observed, T child, T? live, CancellationToken cancellationToken)
        where T : class, IResource<T>
    {
        var (kind, name) = (T.Type.Kind, child.Metadata.Name ?? "");
        var wanted = Json(child);
        var hash = AppliedHash.Of(wanted);
        wanted["metadata"]!["annotations"] ??= new JsonObject();
        wanted["metadata"]!["annotations"]![Annotations.Applied] = hash;
        var differences = live is null ? [] : LiveComparison.Compare(wanted, Json(live));
        if (live is not null && IsKnown(live, hash, differences)) return (new ChildOutcome.Unchanged(kind, name), null);

        // The UID makes sure that what is changed is what was looked at: an object of somebody else's under the same name has another one.
        if (live is not null) wanted["metadata"]!["uid"] = live.Metadata.Uid;
        try
        {
            var applied = await client.ApplyAsync(wanted.Deserialize(T.Json)!, Options, cancellationToken);
            Remember(applied, hash, LiveComparison.Compare(wanted, Json(applied)));
            return (live is null ? Created(observed, kind, name) : Updated(observed, kind, name, Describe(differences)), applied);
        }
        catch (ApiException e) when (ServerRefusal.IsLasting(e))
        {
            return (ServerRefusal.Outcome(logger, observed, kind, name, e), null);
        }
    }

    /// <summary>Says something about an object that somebody else makes. It is only listed when there is something to say.</summary>
    private async Task<ChildOutcome> SayAsync(Observed observed, PersistentVolumeClaim claim, CancellationToken cancellationToken)
    {
        var (kind, name) = (PersistentVolumeClaim.Type.Kind, claim.Metadata.Name ?? "");
        var size = claim.Spec?.Resources?.Requests?["storage"].ToString();
        var changes = $"size {size}, {(claim.Metadata.OwnerReferences is null ? "kept when the app is deleted" : "deleted with the app")}";
        try
        {
            await client.ApplyAsync(claim, Options, cancellationToken);
        }
        catch (ApiException e) when (ServerRefusal.IsLasting(e))
        {
            return ServerRefusal.Outcome(logger, observed, kind, name, e);
        }

        return Updated(observed, kind, name, changes);
    }

    private ChildOutcome.Created Created(Observed observed, string kind, string name)
    {
        ApplyLog.Created(logger, observed.Namespace, observed.Name, kind, name);
        return new ChildOutcome.Created(kind, name);
    }

    private ChildOutcome.Updated Updated(Observed observed, string kind, string name, string changes)
    {
        ApplyLog.Updated(logger, observed.Namespace, observed.Name, kind, name, changes);
        return new ChildOutcome.Updated(kind, name, changes);
    }

    private bool IsKnown(IKubernetesObject live, string hash, IReadOnlyList<Difference> differences) =>
        differences.Count == 0
        || (_settledDifferences.TryGetValue(live.Metadata.Uid ?? "", out var settled) && settled == Fingerprint(hash, differences));

    private void Remember(IKubernetesObject applied, string hash, IReadOnlyList<Difference> left)
    {
        if (left.Count == 0) _settledDifferences.TryRemove(applied.Metadata.Uid ?? "", out _);
        else _settledDifferences[applied.Metadata.Uid ?? ""] = Fingerprint(hash, left);
    }

    private static string Fingerprint(string hash, IReadOnlyList<Difference> differences) => $"{hash} {string.Join("; ", differences)}";

    private static string Describe(IReadOnlyList<Difference> differences)
    {
        var told = differences.Where(difference => !difference.Path.Contains(Annotations.Applied, StringComparison.Ordinal)).ToList();
        return told.Count == 0 ? "fields that are no longer asked for are taken back" : string.Join("; ", told.Take(8));
    }

    private static JsonObject Json<T>(T obj)
        where T : class, IResource<T> => JsonSerializer.SerializeToNode(obj, T.Json)!.AsObject();
}
