using Kubernetes.Models.Core;
using Kubernetes.Models.StorageClasses;
using LocalCluster.Tests.Controllers.Fixture;
using TestKit;

namespace LocalCluster.Tests.Controllers.PersistentVolumeClaims;

public sealed class ClaimRoomTests : RoomTest
{
    [Fact]
    public async Task A_claim_is_bound_to_a_volume_of_the_default_class()
    {
        await Cluster.CreateAsync(Manifests.Claim("c"));

        var claim = await Bound("c");

        Assert.Equal("standard", claim.Spec?.StorageClassName);
        Assert.Equal("yes", claim.Metadata.Annotations?["pv.kubernetes.io/bound-by-controller"]);
        Assert.Equal("local/hostpath", claim.Metadata.Annotations?["volume.kubernetes.io/storage-provisioner"]);
        var volume = await Cluster.AwaitAsync<PersistentVolume>(claim.Spec!.VolumeName!, pv => pv.Status?.Phase == "Bound", "bound volume", ns: null);
        Assert.Equal(("Delete", claim.Metadata.Uid), (volume.Spec?.PersistentVolumeReclaimPolicy, volume.Spec?.ClaimRef?.Uid));
        Assert.True(Directory.Exists(volume.Spec?.HostPath?.Path));
    }

    [Fact]
    public async Task The_default_class_is_there()
    {
        var storageClass = await Cluster.GetAsync<StorageClass>("standard", ns: null);

        Assert.Equal(("local/hostpath", "Delete", "Immediate", true), (storageClass.Provisioner, storageClass.ReclaimPolicy, storageClass.VolumeBindingMode, storageClass.AllowVolumeExpansion));
        Assert.Equal("true", storageClass.Metadata.Annotations?["storageclass.kubernetes.io/is-default-class"]);
    }

    [Fact]
    public async Task A_claim_grows()
    {
        await Cluster.CreateAsync(Manifests.Claim("c"));
        var volume = (await Bound("c")).Spec!.VolumeName!;

        await Cluster.MergeAsync<PersistentVolumeClaim>("c", """{ "spec": { "resources": { "requests": { "storage": "20Mi" } } } }""");

        await Cluster.AwaitAsync<PersistentVolumeClaim>("c", claim => claim.Status?.Capacity?["storage"].ToString() == "20Mi", "grown claim");
        Assert.Equal("20Mi", (await Cluster.GetAsync<PersistentVolume>(volume, ns: null)).Spec?.Capacity?["storage"].ToString());
    }

    [Fact]
    public async Task A_claim_in_use_stays_until_its_pod_has_gone_and_takes_its_data_along()
    {
        await Cluster.CreateAsync(Manifests.Claim("c"));
        var volume = (await Bound("c")).Spec!.VolumeName!;
        await Cluster.CreateAsync(Manifests.PodWith("user", "c"));
        await Cluster.AwaitAsync<Pod>("user", pod => pod.Status?.Phase == "Running", "running pod");
        await File.WriteAllTextAsync(Path.Combine(DataOf("c"), "visits.txt"), "10");

        await Cluster.DeleteAsync<PersistentVolumeClaim>("c");
        Assert.NotNull((await Cluster.GetAsync<PersistentVolumeClaim>("c")).Metadata.DeletionTimestamp);
        Assert.True(File.Exists(Path.Combine(DataOf("c"), "visits.txt")));
        await Cluster.DeleteAsync<Pod>("user");

        await Cluster.AwaitGoneAsync<PersistentVolumeClaim>("c");
        await Cluster.AwaitGoneAsync<PersistentVolume>(volume, ns: null);
        Assert.False(Directory.Exists(DataOf("c")));
    }

    [Fact]
    public async Task A_claim_that_is_made_again_at_once_starts_empty()
    {
        await Cluster.CreateAsync(Manifests.Claim("c"));
        var first = await Bound("c");
        await File.WriteAllTextAsync(Path.Combine(DataOf("c"), "visits.txt"), "10");

        await Cluster.DeleteAsync<PersistentVolumeClaim>("c");
        await Cluster.AwaitGoneAsync<PersistentVolumeClaim>("c");
        await Cluster.CreateAsync(Manifests.Claim("c"));
        var second = await Bound("c");

        Assert.NotEqual(first.Metadata.Uid, second.Metadata.Uid);
        Assert.True(Directory.Exists(DataOf("c")));
        Assert.False(File.Exists(Path.Combine(DataOf("c"), "visits.txt")));
    }

    [Fact]
    public async Task A_cluster_that_starts_again_over_the_same_data_finds_them()
    {
        var directory = Directory.CreateTempSubdirectory("restart-").FullName;
        var first = await ControllerCluster.StartAsync(directory);
        await first.CreateAsync(Manifests.Claim("c"));
        await first.AwaitAsync<PersistentVolumeClaim>("c", claim => claim.Status?.Phase == "Bound", "bound claim");
        await File.WriteAllTextAsync(Path.Combine(directory, "volumes", "default", "c", "visits.txt"), "10");
        await first.StopAsync();

        await using var second = await ControllerCluster.StartAsync(directory);
        await second.CreateAsync(Manifests.Claim("c"));
        var claim = await second.AwaitAsync<PersistentVolumeClaim>("c", claim => claim.Status?.Phase == "Bound", "bound claim");

        var path = (await second.GetAsync<PersistentVolume>(claim.Spec!.VolumeName!, ns: null)).Spec!.HostPath!.Path;
        Assert.Equal("10", await File.ReadAllTextAsync(Path.Combine(path, "visits.txt")));
    }

    [Fact]
    public async Task A_pod_waits_for_a_claim_and_says_so_until_it_comes()
    {
        await Cluster.CreateAsync(Manifests.PodWith("user", "c"));

        var waiting = await Cluster.AwaitAsync<Pod>("user", pod => Scheduled(pod)?.Reason == "Unschedulable", "unschedulable pod");
        Assert.Equal("0/1 nodes are available: persistentvolumeclaim \"c\" not found. not found", Scheduled(waiting)?.Message);
        await Eventually.Succeeds(async () =>
            Assert.Contains(await Cluster.ListAsync<CoreEvent>(), happened => happened is { Reason: "FailedScheduling", Type: "Warning", InvolvedObject.Name: "user" }));
        await Cluster.CreateAsync(Manifests.Claim("c"));

        await Cluster.AwaitAsync<Pod>("user", pod => pod.Spec?.NodeName == "node-1" && Scheduled(pod)?.Status == "True", "scheduled pod");
    }

    private static PodCondition? Scheduled(Pod pod) => pod.Status?.Conditions?.FirstOrDefault(condition => condition.Type == "PodScheduled");

    private string DataOf(string claim) => Path.Combine(Cluster.DataDirectory, "volumes", "default", claim);

    private Task<PersistentVolumeClaim> Bound(string name) =>
        Cluster.AwaitAsync<PersistentVolumeClaim>(name, claim => claim.Status?.Phase == "Bound", $"bound claim {name}");
}
