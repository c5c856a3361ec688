using System.Text.Json;
using Kubernetes.Models.Apps;
using Kubernetes.Models.Core;
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
