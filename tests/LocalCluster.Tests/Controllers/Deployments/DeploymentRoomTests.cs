using System.Text.Json;
using Kubernetes.Client;
using Kubernetes.Models.Apps;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using LocalCluster.Tests.Controllers.Fixture;

namespace LocalCluster.Tests.Controllers.Deployments;

public sealed class DeploymentRoomTests : RoomTest
{
    [Fact]
    public async Task A_deployment_gets_a_set_of_its_template_and_that_gets_pods()
    {
        await Cluster.CreateAsync(Api(3));

        var ready = await Settled(3);

        var set = Assert.Single(await Cluster.ListAsync<ReplicaSet>());
        Assert.StartsWith("api-", set.Metadata.Name, StringComparison.Ordinal);
        Assert.Equal(("3", "4", "1"), (Note(set, "desired-replicas"), Note(set, "max-replicas"), Note(set, "revision")));
        Assert.Equal("1", ready.Metadata.Annotations?["deployment.kubernetes.io/revision"]);
        Assert.Equal(["Available", "Progressing"], ready.Status?.Conditions?.Select(condition => condition.Type));
        Assert.Equal($"ReplicaSet \"{set.Metadata.Name}\" has successfully progressed.", ready.Status?.Conditions?[1].Message);
        Assert.All(await Cluster.ListAsync<Pod>(), pod => Assert.StartsWith(set.Metadata.Name + "-", pod.Metadata.Name, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("RollingUpdate")]
    [InlineData("Recreate")]
    public async Task A_new_template_takes_over_and_the_old_set_stays_as_history(string strategy)
    {
        await Cluster.CreateAsync(Api(2, strategy));
        await Settled(2);

        await Cluster.MergeAsync<Deployment>("api", """{"spec":{"template":{"metadata":{"labels":{"v":"2"}}}}}""");
        var rolled = await Cluster.AwaitAsync<Deployment>(
            "api", one => one.Metadata.Annotations?.GetValueOrDefault("deployment.kubernetes.io/revision") == "2" && IsSettled(one, 2), "the second revision");

        Assert.Equal(["0", "2"], (await Cluster.ListAsync<ReplicaSet>()).OrderBy(set => Note(set, "revision")).Select(set => $"{set.Spec?.Replicas}"));
        Assert.Equal(2, rolled.Status?.UpdatedReplicas);
        await Cluster.MergeAsync<Deployment>("api", """{"spec":{"template":{"metadata":{"labels":{"v":null}}}}}""");
        await Cluster.AwaitAsync<Deployment>("api", one => one.Metadata.Annotations?.GetValueOrDefault("deployment.kubernetes.io/revision") == "3" && IsSettled(one, 2), "the way back");
        Assert.Equal(2, (await Cluster.ListAsync<ReplicaSet>()).Count);
    }

    [Fact]
    public async Task Scaling_follows_and_deletion_takes_everything_along()
    {
        await Cluster.CreateAsync(Api(1));
        await Settled(1);

        await Cluster.MergeAsync<Deployment>("api", """{"spec":{"replicas":3}}""");
        await Settled(3);
        await Cluster.MergeAsync<Deployment>("api", """{"spec":{"replicas":0}}""");
        await Settled(0);
        await Cluster.DeleteAsync<Deployment>("api");

        await Cluster.AwaitGoneAsync<Deployment>("api");
        await Eventually.Holds(async () => (await Cluster.ListAsync<ReplicaSet>()).Count == 0, "no sets are left");
    }

    [Fact]
    public async Task A_deployment_takes_back_the_sets_that_an_orphaning_deletion_left_and_those_take_back_their_pods()
    {
        await Cluster.CreateAsync(Api(2));
        await Settled(2);
        var (set, pods) = (Assert.Single(await Cluster.ListAsync<ReplicaSet>()), await Uids());
        await Cluster.Client.DeleteAsync<Deployment>(new ObjectKey("default", "api"), new DeleteOptions { PropagationPolicy = "Orphan" }, CancellationToken.None);
        await Cluster.AwaitGoneAsync<Deployment>("api");
        await Cluster.Client.DeleteAsync<ReplicaSet>(new ObjectKey("default", set.Metadata.Name!), new DeleteOptions { PropagationPolicy = "Orphan" }, CancellationToken.None);
        await Cluster.AwaitGoneAsync<ReplicaSet>(set.Metadata.Name!);

        await Cluster.CreateAsync(set with { Metadata = new ObjectMeta { Name = set.Metadata.Name, Namespace = "default", Labels = set.Metadata.Labels } });
        var again = await Cluster.CreateAsync(Api(2));
        await Settled(2);

        Assert.Equal(pods, await Uids());
        Assert.Equal(again.Metadata.Uid, Assert.Single(await Cluster.ListAsync<ReplicaSet>()).Metadata.OwnerReferences?.Single().Uid);
    }

    [Fact]
    public async Task A_pod_that_is_relabelled_is_let_go_and_another_takes_its_place()
    {
        await Cluster.CreateAsync(Api(1));
        await Settled(1);
        var pod = Assert.Single(await Cluster.ListAsync<Pod>());

        await Cluster.MergeAsync<Pod>(pod.Metadata.Name!, """{"metadata":{"labels":{"app":"mine"}}}""");

        await Eventually.Succeeds(async () =>
        {
            var pods = await Cluster.ListAsync<Pod>();
            Assert.Equal(2, pods.Count);
            Assert.Null(pods.Single(one => one.Metadata.Uid == pod.Metadata.Uid).Metadata.OwnerReferences);
        });
    }

    [Fact]
    public async Task A_roll_that_makes_no_progress_says_so_after_its_deadline()
    {
        var stuck = Api(1);
        await Cluster.CreateAsync(stuck with { Spec = stuck.Spec! with { ProgressDeadlineSeconds = 2, MinReadySeconds = 1, Template = stuck.Spec.Template! with { Spec = stuck.Spec.Template.Spec! with { NodeSelector = new Dictionary<string, string> { ["no"] = "such" } } } } });

        var late = await Cluster.AwaitAsync<Deployment>("api", one => one.Status?.Conditions?.Any(condition => condition is { Type: "Progressing", Status: "False" }) == true, "out of time");

        var condition = late.Status!.Conditions!.Single(one => one.Type == "Progressing");
        Assert.Equal("ProgressDeadlineExceeded", condition.Reason);
        Assert.Matches("^ReplicaSet \"api-[a-z0-9]+\" has timed out progressing.$", condition.Message);
    }

    [Fact]
    public async Task A_paused_deployment_is_scaled_and_says_that_it_is_paused()
    {
        await Cluster.CreateAsync(Api(1));
        await Settled(1);

        await Cluster.MergeAsync<Deployment>("api", """{"spec":{"paused":true,"replicas":3}}""");

        var paused = await Cluster.AwaitAsync<Deployment>("api", one => one.Status?.AvailableReplicas == 3, "three pods");
        await Eventually.Succeeds(async () => Assert.Contains((await Cluster.GetAsync<Deployment>("api")).Status!.Conditions!, condition => condition is { Type: "Progressing", Status: "Unknown", Reason: "DeploymentPaused" }));
        Assert.Equal("3", Note(Assert.Single(await Cluster.ListAsync<ReplicaSet>()), "desired-replicas"));
        Assert.Equal(3, paused.Spec!.Replicas);
    }

    private async Task<IReadOnlyList<string?>> Uids() => [.. (await Cluster.ListAsync<Pod>()).Select(pod => pod.Metadata.Uid).Order()];

    private Task<Deployment> Settled(int replicas) => Cluster.AwaitAsync<Deployment>("api", one => IsSettled(one, replicas), $"{replicas} available");

    private static bool IsSettled(Deployment one, int replicas) =>
        one.Status?.ObservedGeneration == one.Metadata.Generation && (one.Status?.AvailableReplicas ?? 0) == replicas && (one.Status?.Replicas ?? 0) == replicas && (one.Status?.UpdatedReplicas ?? 0) == replicas;

    private static string? Note(ReplicaSet set, string name) => set.Metadata.Annotations?.GetValueOrDefault($"deployment.kubernetes.io/{name}");

    private static Deployment Api(int replicas, string strategy = "RollingUpdate") => JsonSerializer.Deserialize(
        $$"""
        {
          "metadata": { "name": "api", "namespace": "default" },
          "spec": {
            "replicas": {{replicas}}, "strategy": { "type": "{{strategy}}" }, "selector": { "matchLabels": { "app": "api" } },
            "template": { "metadata": { "labels": { "app": "api" } }, "spec": { "containers": [ { "name": "c", "image": "app:1" } ] } }
          }
        }
        """,
        Deployment.Json)!;
}
