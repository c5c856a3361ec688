using Kubernetes.Models.Apps;
using Kubernetes.Models.Core;
using Kubernetes.Models.Policy;
using LocalCluster.Tests.Controllers.Fixture;

namespace LocalCluster.Tests.Controllers;

public sealed class ControllerSetTests : RoomTest
{
    [Fact]
    public async Task When_nothing_happens_nothing_is_written()
    {
        await Cluster.CreateAsync(Manifests.Service("a"));
        await Cluster.CreateAsync(Manifests.Web(2, """ "persistentVolumeClaimRetentionPolicy": { "whenScaled": "Delete", "whenDeleted": "Delete" }, """));
        await Cluster.AwaitAsync<StatefulSet>("web", set => set.Status?.AvailableReplicas == 2, "ready set");

        var before = await SettledVersion();
        await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);

        Assert.Equal(before, await Cluster.VersionAsync());
    }

    [Fact]
    public async Task A_disruption_budget_knows_how_many_pods_may_be_disturbed()
    {
        await Cluster.CreateAsync(Manifests.Parse<PodDisruptionBudget>(
            """
            { "metadata": { "name": "web", "namespace": "default" }, "spec": { "maxUnavailable": 1, "selector": { "matchLabels": { "app": "web" } } } }
            """));
        await Cluster.CreateAsync(Manifests.Web(3, claims: false));

        var budget = await Cluster.AwaitAsync<PodDisruptionBudget>("web", found => found.Status?.CurrentHealthy == 3, "three healthy pods");
        Assert.Equal((3, 2, 1), (budget.Status?.ExpectedPods, budget.Status?.DesiredHealthy, budget.Status?.DisruptionsAllowed));
        await Cluster.Node.SetReadyAsync("web-1", false);

        await Cluster.AwaitAsync<PodDisruptionBudget>("web", found => found.Status?.DisruptionsAllowed == 0, "no disruption allowed");
    }

    [Fact]
    public async Task A_pod_whose_set_has_gone_goes_too()
    {
        await Cluster.CreateAsync(Manifests.Web(2, claims: false));
        await Cluster.AwaitAsync<StatefulSet>("web", set => set.Status?.ReadyReplicas == 2, "ready set");

        await Cluster.DeleteAsync<StatefulSet>("web");

        await Cluster.AwaitGoneAsync<Pod>("web-0");
        await Cluster.AwaitGoneAsync<Pod>("web-1");
    }

    /// <summary>The store's version once it has stood still for a moment: what the last change set off has come to its end.</summary>
    private async Task<string> SettledVersion()
    {
        for (var last = ""; ;)
        {
            var version = await Cluster.VersionAsync();
            if (version == last) return version;
            last = version;
            await Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System);
        }
    }
}
