using Kubernetes.Models.Core;
using LocalCluster.Controllers.PersistentVolumeClaims;
using LocalCluster.Tests.Controllers.Fixture;

namespace LocalCluster.Tests.Controllers.PersistentVolumeClaims;

public sealed class VolumePlannerTests
{
    private static readonly PersistentVolumeClaim Claim =
        Manifests.Parse<PersistentVolumeClaim>("""{ "metadata": { "name": "c", "namespace": "default", "uid": "uid-c" } }""");

    [Fact]
    public void A_volume_is_bound_while_its_claim_is_there()
    {
        Assert.Equal(new VolumeStep.Report("Bound"), VolumePlanner.Decide(Volume("Delete"), Claim));
    }

    [Fact]
    public void A_volume_without_claim_is_available()
    {
        var free = Volume("Delete") with { Spec = Volume("Delete").Spec! with { ClaimRef = null } };

        Assert.Equal(new VolumeStep.Report("Available"), VolumePlanner.Decide(free, null));
    }

    [Fact]
    public void When_the_claim_has_gone_the_volume_goes_or_stays_as_its_policy_says()
    {
        Assert.Equal(new VolumeStep.Reclaim(), VolumePlanner.Decide(Volume("Delete"), null));
        Assert.Equal(new VolumeStep.Report("Released"), VolumePlanner.Decide(Volume("Retain"), null));
    }

    [Fact]
    public void A_claim_of_the_same_name_is_not_the_same_claim()
    {
        var another = Claim with { Metadata = Claim.Metadata with { Uid = "another" } };

        Assert.Equal(new VolumeStep.Reclaim(), VolumePlanner.Decide(Volume("Delete"), another));
    }

    [Fact]
    public void A_volume_that_somebody_else_made_is_never_reclaimed_by_us()
    {
        var foreign = Volume("Delete") with { Metadata = Volume("Delete").Metadata with { Annotations = null } };

        Assert.Equal(new VolumeStep.Report("Released"), VolumePlanner.Decide(foreign, null));
    }

    [Fact]
    public void A_volume_that_is_being_deleted_is_held_while_it_is_bound()
    {
        var going = Volume("Delete") with { Metadata = Volume("Delete").Metadata with { DeletionTimestamp = DateTimeOffset.UnixEpoch } };

        Assert.Equal(new VolumeStep.Wait(), VolumePlanner.Decide(going, Claim));
        Assert.Equal(new VolumeStep.LetGo(), VolumePlanner.Decide(going, null));
    }

    [Fact]
    public void Data_outside_the_data_directory_are_never_deleted()
    {
        var root = Directory.CreateTempSubdirectory("volumes-").FullName;
        var outside = Directory.CreateTempSubdirectory("outside-").FullName;
        var inside = Directory.CreateDirectory(Path.Combine(root, "volumes", "default", "c")).FullName;
        var directories = new VolumeDirectories(root);

        directories.Delete(At(outside));
        directories.Delete(At(Path.Combine(root, "volumes", "..", "..", Path.GetFileName(outside))));
        directories.Delete(At(Path.Combine(root, "volumes")));
        Assert.True(Directory.Exists(outside) && Directory.Exists(inside));
        directories.Delete(At(inside));

        Assert.False(Directory.Exists(inside));
        Directory.Delete(root, recursive: true);
        Directory.Delete(outside);
    }

    [Fact]
    public void A_claim_gets_the_directory_of_its_name_once_no_earlier_volume_has_it()
    {
        var directories = new VolumeDirectories("/data");
        var another = Claim with { Metadata = Claim.Metadata with { Uid = "another" } };
        var path = directories.Choose(Claim, []);

        Assert.Equal("/data/volumes/default/c", path);
        Assert.Equal(path, directories.Choose(Claim, [At(path!)]));
        Assert.Null(directories.Choose(another, [At(path!)]));
        Assert.Equal("/data/volumes/default/c.another", directories.Choose(another, [At(path!, "Retain")]));
    }

    private static PersistentVolume At(string path, string policy = "Delete") =>
        Volume(policy) with { Spec = Volume(policy).Spec! with { HostPath = new HostPathVolumeSource { Path = path } } };

    private static PersistentVolume Volume(string policy) => Manifests.Parse<PersistentVolume>(
        $$"""
        {
          "metadata": {
            "name": "pv", "finalizers": ["kubernetes.io/pv-protection"], "annotations": { "pv.kubernetes.io/provisioned-by": "local/hostpath" }
          },
          "spec": { "persistentVolumeReclaimPolicy": "{{policy}}", "claimRef": { "namespace": "default", "name": "c", "uid": "uid-c" } }
        }
        """);
}
