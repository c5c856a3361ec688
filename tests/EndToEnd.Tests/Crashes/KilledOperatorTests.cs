using EndToEnd.Tests.Clusters;
using Kubernetes.Client;
using Kubernetes.Models.Core;
using LocalCluster.ApiServer.Faults;
using Operator.Api;

namespace EndToEnd.Tests.Crashes;

/// <summary>
/// The real process, killed with SIGKILL at one write after the other while the storage of one app grows again and again: the pods are never
/// restarted, and every visitor is served all the while.
/// </summary>
public sealed class KilledOperatorTests
{
    private const int Writes = 8;

    /// <summary>Time for one step; the machine may be busy.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [LocalClusterFact(Needs.Faults)]
    public async Task Storage_grows_under_running_pods_however_often_the_operator_is_killed()
    {
        await using var playground = await Playground.StartAsync(withOperator: false);
        await playground.StartOperatorAsync();
        await playground.CreateAsync(AnApp.Named("web", replicas: 2));
        await playground.ReadyAsync("web", 2, Patience);
        var pods = await PodsAsync(playground);
        await using var traffic = await playground.VisitAsync("web");

        var size = 10;
        for (var n = 1; n <= Writes; n++)
        {
            foreach (var carriedOut in (bool[])[false, true])
            {
                await GrowAndDieAsync(playground, ++size, n, carriedOut);
                Assert.Equal(pods, await PodsAsync(playground));
            }
        }

        await traffic.EndAsync(Promise.NoRequestFails);
    }

    private static async Task GrowAndDieAsync(Playground playground, int size, int n, bool carriedOut)
    {
        var target = FaultTarget.Writes with { Agent = "counterapp-operator", Namespace = Playground.Namespace };
        using (var stop = playground.Cluster.Api.Faults.Add(new Fault(new FaultEffect.Stop(carriedOut)) { Target = target, Skip = n - 1 }))
        {
            await playground.PatchAsync("web", $$"""{"spec":{"storage":{"size":"{{size}}Mi"} } }""");
            await stop.FirstStrike.WaitAsync(Patience);
            await playground.KillOperatorAsync();
        }

        await playground.StartOperatorAsync();
        await Eventually.Holds(
            async () => await playground.FindAppAsync("web") is { Status: { Phase: AppPhase.Healthy } status, Metadata: var metadata }
                && status.ObservedGeneration == metadata.Generation && metadata.Finalizers is null or { Count: 0 },
            $"web healthy with {size}Mi after a death at write {n}",
            Patience);
        var claims = await playground.Client.ListAsync<PersistentVolumeClaim>(new ListOptions { Namespace = Playground.Namespace }, CancellationToken.None);
        Assert.All(claims.Items, claim => Assert.Equal($"{size}Mi", claim.Status!.Capacity!["storage"].ToString()));
    }

    private static async Task<IReadOnlyList<(string?, DateTimeOffset?, int?)>> PodsAsync(Playground playground) =>
        [.. (await playground.Client.ListAsync<Pod>(new ListOptions { Namespace = Playground.Namespace }, CancellationToken.None)).Items
            .OrderBy(pod => pod.Metadata.Name, StringComparer.Ordinal)
            .Select(pod => (pod.Metadata.Uid, pod.Status?.ContainerStatuses?[0].State?.Running?.StartedAt, pod.Status?.ContainerStatuses?[0].RestartCount))];
}
