using EndToEnd.Tests.Clusters;
using Kubernetes.Client;
using Kubernetes.Models.Apps;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using Kubernetes.Models.StorageClasses;
using Operator.Api;

namespace EndToEnd.Tests;

/// <summary>Storage that grows and a pod management policy that changes: the set is another one afterwards, the pods are the same, and every visitor was served.</summary>
public sealed class ReplacementTests(SharedPlayground shared) : IClassFixture<SharedPlayground>
{
    [Theory]
    [InlineData("grows", """{"storage":{"size":"20Mi"}}""")]
    [InlineData("ordered", """{"podManagementPolicy":"OrderedReady"}""")]
    public async Task Nobody_notices(string name, string change)
    {
        await shared.Playground.CreateAsync(AnApp.Named(name, replicas: 2));
        await shared.Playground.ReadyAsync(name, 2);
        var set = await shared.Client.GetAsync<StatefulSet>(Playground.Key(name), CancellationToken.None);
        var pods = await PodsAsync(name);
        await using var traffic = await shared.Playground.VisitAsync(name);

        await shared.PatchAppAsync(name, change);
        await Eventually.Holds(
            async () => await shared.Client.FindAsync<StatefulSet>(Playground.Key(name), CancellationToken.None) is { } now && now.Metadata.Uid != set.Metadata.Uid,
            "another set");
        await Eventually.Holds(
            async () => await shared.Playground.FindAppAsync(name) is { Status.Phase: AppPhase.Healthy, Metadata.Annotations: null or { Count: 0 } }, $"{name} healthy");

        await traffic.EndAsync(Promise.NoRequestFails);
        Assert.Equal(pods, await PodsAsync(name));
    }

    [LocalClusterFact(Needs.Requests)]
    public async Task A_class_that_cannot_expand_gives_a_condition_and_no_loop_and_the_old_size_back_mends_it()
    {
        await shared.Client.CreateAsync(
            new StorageClass { Metadata = new ObjectMeta { Name = "fixed" }, Provisioner = "local/hostpath", VolumeBindingMode = "Immediate" }, null, CancellationToken.None);
        await shared.Playground.CreateAsync(SharedPlayground.App("fixed", new CounterAppSpec { Image = "counterapp:1.0", Storage = new CounterAppStorage { StorageClassName = "fixed" } }));
        await shared.Playground.ReadyAsync("fixed", 1);
        await using var traffic = await shared.Playground.VisitAsync("fixed");

        await shared.PatchAppAsync("fixed", """{"storage":{"size":"20Mi"},"env":[{"name":"COLOUR","value":"blue"}]}""");

        var app = await shared.SaysAsync("fixed", AppPhase.Degraded, "does not allow volume expansion");
        Assert.Contains(app.Status!.Conditions!, condition => condition is { Type: "StorageReady", Status: "False", Reason: "ExpansionNotSupported" });
        Assert.InRange(await shared.QuietAsync("fixed"), 1, 30);
        Assert.Contains((await shared.Playground.FindPodAsync("fixed-0"))!.Spec!.Containers![0].Env!, variable => variable.Name == "COLOUR");
        await traffic.EndAsync(Promise.DownForAWhile);
    }

    private async Task<IReadOnlyList<(string?, DateTimeOffset?, int?)>> PodsAsync(string app) =>
        [.. (await shared.Client.ListAsync<Pod>(new ListOptions { Namespace = Playground.Namespace, LabelSelector = $"{Labels.Instance}={app}" }, CancellationToken.None)).Items
            .OrderBy(pod => pod.Metadata.Name, StringComparer.Ordinal)
            .Select(pod => (pod.Metadata.Uid, pod.Status?.ContainerStatuses?[0].State?.Running?.StartedAt, pod.Status?.ContainerStatuses?[0].RestartCount))];
}
