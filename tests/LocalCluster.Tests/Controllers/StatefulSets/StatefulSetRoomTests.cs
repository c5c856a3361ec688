using Kubernetes.Models.Apps;
using Kubernetes.Models.Core;
using LocalCluster.Tests.Controllers.Fixture;
using TestKit;

namespace LocalCluster.Tests.Controllers.StatefulSets;

public sealed class StatefulSetRoomTests : RoomTest
{
    [Fact]
    public async Task A_set_becomes_ready_with_its_claims_bound()
    {
        await Cluster.CreateAsync(Manifests.Web(3));

        var set = await Ready(3);

        Assert.Equal(set.Status?.CurrentRevision, set.Status?.UpdateRevision);
        Assert.Equal((3, 3, 3, 0), (set.Status?.Replicas, set.Status?.CurrentReplicas, set.Status?.AvailableReplicas, set.Status?.CollisionCount));
        var pod = await Cluster.GetAsync<Pod>("web-1");
        Assert.Equal(("web-", "web-1", "web", "node-1"), (pod.Metadata.GenerateName, pod.Spec?.Hostname, pod.Spec?.Subdomain, pod.Spec?.NodeName));
        Assert.Equal("1", pod.Metadata.Labels?["apps.kubernetes.io/pod-index"]);
        Assert.Equal(set.Status?.UpdateRevision, pod.Metadata.Labels?["controller-revision-hash"]);
        var claim = await Cluster.GetAsync<PersistentVolumeClaim>("data-web-1");
        Assert.Equal(("Bound", $"pvc-{claim.Metadata.Uid}", "10Mi"), (claim.Status?.Phase, claim.Spec?.VolumeName, claim.Status?.Capacity?["storage"].ToString()));
        Assert.True(Directory.Exists(Path.Combine(Cluster.DataDirectory, "volumes", "default", "data-web-1")));
    }

    [Fact]
    public async Task Scaling_down_keeps_the_claims_and_scaling_up_finds_them_again()
    {
        await Cluster.CreateAsync(Manifests.Web(3));
        await Ready(3);
        var claim = await Cluster.GetAsync<PersistentVolumeClaim>("data-web-2");

        await Cluster.MergeAsync<StatefulSet>("web", """{ "spec": { "replicas": 1 } }""");
        await Ready(1);
        Assert.Equal(3, (await Cluster.ListAsync<PersistentVolumeClaim>()).Count);
        await Cluster.MergeAsync<StatefulSet>("web", """{ "spec": { "replicas": 3 } }""");
        await Ready(3);

        Assert.Equal(claim.Metadata.Uid, (await Cluster.GetAsync<PersistentVolumeClaim>("data-web-2")).Metadata.Uid);
    }

    [Fact]
    public async Task A_new_template_rolls_from_the_highest_pod_down_and_a_rollback_reuses_the_revision()
    {
        await Cluster.CreateAsync(Manifests.Web(3));
        var first = (await Ready(3)).Status?.UpdateRevision;

        await SetImage("app:2");
        var second = (await Rolled(2)).Status?.UpdateRevision;
        Assert.NotEqual(first, second);
        Assert.All(await Cluster.ListAsync<Pod>(), pod => Assert.Equal(second, pod.Metadata.Labels?["controller-revision-hash"]));
        await SetImage("app:1");
        await Rolled(3);

        var revisions = (await Cluster.ListAsync<ControllerRevision>()).ToDictionary(revision => revision.Metadata.Name!, revision => revision.Revision);
        Assert.Equal((2, 3L, 2L), (revisions.Count, revisions[first!], revisions[second!]));
    }

    [Fact]
    public async Task A_roll_without_a_partition_takes_each_pod_once()
    {
        await Cluster.CreateAsync(Manifests.Web(3, more: """ "updateStrategy": { "type": "RollingUpdate" }, """, claims: false));
        await Ready(3);

        await SetImage("app:2");
        await Rolled(2);

        await Eventually.Succeeds(async () =>
        {
            var deletions = (await Cluster.ListAsync<CoreEvent>()).Where(happened => happened.Reason == "SuccessfulDelete");
            Assert.Equal([1, 1, 1], deletions.Select(happened => happened.Count));
        });
    }

    [Fact]
    public async Task A_roll_stops_at_a_pod_that_does_not_start_and_goes_on_when_the_template_is_good_again()
    {
        await Cluster.CreateAsync(Manifests.Web(3));
        await Ready(3);

        await SetImage(FakeNode.BrokenImage);
        var stuck = await Cluster.AwaitAsync<StatefulSet>(
            "web", set => set.Status is { ObservedGeneration: 2, Replicas: 3, UpdatedReplicas: 1 }, "one pod of the broken template");
        Assert.Equal((2, 2), (stuck.Status?.ReadyReplicas, stuck.Status?.CurrentReplicas));

        await SetImage("app:1");
        await Rolled(3);
        Assert.All(await Cluster.ListAsync<Pod>(), pod => Assert.Equal("app:1", pod.Spec?.Containers?[0].Image));
    }

    [Fact]
    public async Task Claims_go_with_their_pods_and_with_the_set_when_the_policy_says_so()
    {
        await Cluster.CreateAsync(Manifests.Web(3, """ "persistentVolumeClaimRetentionPolicy": { "whenScaled": "Delete", "whenDeleted": "Delete" }, """));
        await Ready(3);
        await Cluster.AwaitAsync<PersistentVolumeClaim>("data-web-0", claim => claim.Metadata.OwnerReferences is [{ Kind: "StatefulSet" }], "claim owned by the set");

        await Cluster.MergeAsync<StatefulSet>("web", """{ "spec": { "replicas": 1 } }""");
        await Cluster.AwaitGoneAsync<PersistentVolumeClaim>("data-web-2");
        await Cluster.AwaitGoneAsync<PersistentVolumeClaim>("data-web-1");
        await Ready(1);
        await Cluster.DeleteAsync<StatefulSet>("web");

        await Cluster.AwaitGoneAsync<PersistentVolumeClaim>("data-web-0");
        await Eventually.Holds(
            () => Task.FromResult(!Directory.Exists(Path.Combine(Cluster.DataDirectory, "volumes", "default", "data-web-0"))), "no data left");
    }

    [Fact]
    public async Task A_new_set_adopts_what_an_orphaning_deletion_left()
    {
        await Cluster.CreateAsync(Manifests.Web(2));
        await Ready(2);
        var pods = (await Cluster.ListAsync<Pod>()).Select(pod => pod.Metadata.Uid).Order().ToList();

        await Cluster.DeleteAsync<StatefulSet>("web", "Orphan");
        await Cluster.AwaitGoneAsync<StatefulSet>("web");
        Assert.All(await Cluster.ListAsync<Pod>(), pod => Assert.Null(pod.Metadata.OwnerReferences));
        var set = await Cluster.CreateAsync(Manifests.Web(2));
        await Ready(2);

        Assert.Equal(pods, (await Cluster.ListAsync<Pod>()).Select(pod => pod.Metadata.Uid).Order());
        Assert.All(await Cluster.ListAsync<Pod>(), pod => Assert.Equal(set.Metadata.Uid, Assert.Single(pod.Metadata.OwnerReferences!).Uid));
        Assert.Single(await Cluster.ListAsync<ControllerRevision>());
    }

    [Fact]
    public async Task An_ordered_set_starts_one_pod_after_another()
    {
        await Cluster.CreateAsync(Manifests.Web(3, claims: false, policy: "OrderedReady"));

        await Ready(3);

        var versions = (await Cluster.ListAsync<Pod>()).OrderBy(pod => pod.Metadata.Name).Select(pod => pod.Metadata.CreationTimestamp);
        Assert.Equal(versions.Order(), versions);
    }

    [Fact]
    public async Task Its_events_tell_what_was_done()
    {
        await Cluster.CreateAsync(Manifests.Web(1));
        await Ready(1);

        await Eventually.Succeeds(async () =>
        {
            var messages = (await Cluster.ListAsync<CoreEvent>()).Select(happened => $"{happened.Reason}: {happened.Message}").ToList();
            Assert.Contains("SuccessfulCreate: create Claim data-web-0 Pod web-0 in StatefulSet web success", messages);
            Assert.Contains("SuccessfulCreate: create Pod web-0 in StatefulSet web successful", messages);
            Assert.Contains("Scheduled: Successfully assigned default/web-0 to node-1", messages);
        });
    }

    private Task<StatefulSet> SetImage(string image) =>
        Cluster.MergeAsync<StatefulSet>("web", $$"""{ "spec": { "template": { "spec": { "containers": [ { "name": "app", "image": "{{image}}", "ports": [ { "name": "http", "containerPort": 5000 } ] } ] } } } }""");

    private Task<StatefulSet> Ready(int replicas) => Cluster.AwaitAsync<StatefulSet>(
        "web",
        set => set.Status is { } status
            && status.ObservedGeneration == set.Metadata.Generation && status.Replicas == replicas && status.ReadyReplicas == replicas,
        $"{replicas} ready pods");

    private Task<StatefulSet> Rolled(int generation) => Cluster.AwaitAsync<StatefulSet>(
        "web",
        set => set.Status is { } status
            && status.ObservedGeneration == generation && status.CurrentRevision == status.UpdateRevision && status.ReadyReplicas == set.Spec?.Replicas,
        $"roll of generation {generation} complete");
}
