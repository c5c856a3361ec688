using Kubernetes.Models.Core;
using Kubernetes.Models.StorageClasses;
using LocalCluster.Controllers.PersistentVolumeClaims;
using LocalCluster.Tests.Controllers.Fixture;

namespace LocalCluster.Tests.Controllers.PersistentVolumeClaims;

public sealed class ClaimPlannerTests
{
    private static readonly StorageClass Standard = Class("standard", "local/hostpath", "Immediate");

    [Fact]
    public void A_new_claim_first_says_who_makes_its_volume()
    {
        var step = Assert.IsType<ClaimStep.NameProvisioner>(Decide(Claim()));

        Assert.Equal(("local/hostpath", "ExternalProvisioning"), (step.Provisioner, step.Note.Reason));
    }

    [Fact]
    public void Then_the_volume_is_made()
    {
        Assert.IsType<ClaimStep.Provision>(Decide(Claim(annotations: Named)));
    }

    [Fact]
    public void A_volume_that_is_reserved_for_the_claim_is_entered()
    {
        var step = Assert.IsType<ClaimStep.Enter>(Decide(Claim(), Volume("pv", claimUid: "uid-c")));

        Assert.Equal(("pv", true), (step.VolumeName, step.Chosen));
    }

    [Fact]
    public void Then_the_claim_reports_what_it_got()
    {
        var step = Assert.IsType<ClaimStep.Report>(Decide(Claim("pv", Completed), Volume("pv", claimUid: "uid-c")));

        Assert.Equal(("Bound", "10Mi", "ReadWriteOnce"), (step.Status.Phase, step.Status.Capacity?["storage"].ToString(), step.Status.AccessModes?[0]));
    }

    [Fact]
    public void A_bound_claim_needs_nothing()
    {
        Assert.Equal(new ClaimStep.Wait(), Decide(Bound(), Volume("pv", claimUid: "uid-c")));
    }

    [Fact]
    public void A_claim_that_asks_for_more_makes_its_volume_grow_and_then_reports_it()
    {
        var step = Assert.IsType<ClaimStep.Grow>(Decide(Bound("20Mi"), Volume("pv", claimUid: "uid-c")));
        Assert.Equal("20Mi", step.Size.ToString());

        var report = Assert.IsType<ClaimStep.Report>(Decide(Bound("20Mi"), Volume("pv", claimUid: "uid-c", size: "20Mi")));
        Assert.Equal("20Mi", report.Status.Capacity?["storage"].ToString());
    }

    [Fact]
    public void The_smallest_free_volume_that_is_large_enough_is_taken_before_one_is_made()
    {
        var step = Assert.IsType<ClaimStep.Reserve>(Decide(Claim(), Volume("large", size: "1Gi"), Volume("small", size: "5Mi"), Volume("fit", size: "20Mi")));

        Assert.Equal("fit", step.Volume.Metadata.Name);
    }

    [Fact]
    public void A_volume_of_another_claim_is_not_taken()
    {
        Assert.IsType<ClaimStep.NameProvisioner>(Decide(Claim(), Volume("pv", claimUid: "another")));
        var wait = Assert.IsType<ClaimStep.Wait>(Decide(Claim("pv"), Volume("pv", claimUid: "another")));
        Assert.Equal("volume \"pv\" already bound to a different claim.", wait.Note?.Message);
    }

    [Fact]
    public void A_claim_without_class_takes_the_default_one_or_says_that_there_is_none()
    {
        var claim = Claim() with { Spec = Claim().Spec! with { StorageClassName = null } };
        var isDefault = Standard with { Metadata = Standard.Metadata with { Annotations = new Dictionary<string, string> { ["storageclass.kubernetes.io/is-default-class"] = "true" } } };

        Assert.Equal(new ClaimStep.TakeDefaultClass("standard"), ClaimPlanner.Decide(claim, [], [isDefault]));
        var wait = Assert.IsType<ClaimStep.Wait>(ClaimPlanner.Decide(claim, [], [Standard]));
        Assert.Equal("no persistent volumes available for this claim and no storage class is set", wait.Note?.Message);
    }

    [Fact]
    public void A_class_that_does_not_exist_is_named()
    {
        var wait = Assert.IsType<ClaimStep.Wait>(ClaimPlanner.Decide(Claim(), [], []));

        Assert.Equal("storageclass.storage.k8s.io \"standard\" not found", wait.Note?.Message);
    }

    [Fact]
    public void A_class_that_waits_for_the_first_consumer_makes_a_volume_once_there_is_one()
    {
        var waiting = Class("standard", "local/hostpath", "WaitForFirstConsumer");
        var selected = new Dictionary<string, string>(Named) { ["volume.kubernetes.io/selected-node"] = "node-1" };

        Assert.Equal("WaitForFirstConsumer", Assert.IsType<ClaimStep.Wait>(ClaimPlanner.Decide(Claim(), [], [waiting])).Note?.Reason);
        Assert.IsType<ClaimStep.Provision>(ClaimPlanner.Decide(Claim(annotations: selected), [], [waiting]));
    }

    [Fact]
    public void A_class_of_another_provisioner_is_left_to_it()
    {
        var other = Class("standard", "example.com/disk", "Immediate");
        var named = new Dictionary<string, string> { ["volume.kubernetes.io/storage-provisioner"] = "example.com/disk" };

        Assert.Equal("example.com/disk", Assert.IsType<ClaimStep.NameProvisioner>(ClaimPlanner.Decide(Claim(), [], [other])).Provisioner);
        Assert.Equal(new ClaimStep.Wait(), ClaimPlanner.Decide(Claim(annotations: named), [], [other]));
    }

    [Fact]
    public void A_bound_claim_whose_volume_is_gone_is_lost()
    {
        var step = Assert.IsType<ClaimStep.Report>(Decide(Bound()));

        Assert.Equal(("Lost", "ClaimLost"), (step.Status.Phase, step.Note?.Reason));
    }

    [Fact]
    public void A_claim_that_is_being_deleted_gets_no_volume()
    {
        var claim = Claim();

        Assert.Equal(new ClaimStep.Wait(), Decide(claim with { Metadata = claim.Metadata with { DeletionTimestamp = DateTimeOffset.UnixEpoch } }));
    }

    private static Dictionary<string, string> Named => new() { ["volume.kubernetes.io/storage-provisioner"] = "local/hostpath" };

    private static Dictionary<string, string> Completed => new() { ["pv.kubernetes.io/bind-completed"] = "yes" };

    private static ClaimStep Decide(PersistentVolumeClaim claim, params PersistentVolume[] volumes) => ClaimPlanner.Decide(claim, volumes, [Standard]);

    private static PersistentVolumeClaim Claim(string? volume = null, Dictionary<string, string>? annotations = null, string size = "10Mi")
    {
        var claim = Manifests.Parse<PersistentVolumeClaim>(
            $$"""
            {
              "metadata": { "name": "c", "namespace": "default", "uid": "uid-c" },
              "spec": { "accessModes": ["ReadWriteOnce"], "storageClassName": "standard", "resources": { "requests": { "storage": "{{size}}" } } },
              "status": { "phase": "Pending" }
            }
            """);
        return claim with { Metadata = claim.Metadata with { Annotations = annotations }, Spec = claim.Spec! with { VolumeName = volume } };
    }

    private static PersistentVolumeClaim Bound(string size = "10Mi") => Claim("pv", Completed, size) with
    {
        Status = new PersistentVolumeClaimStatus
        {
            Phase = "Bound",
            AccessModes = ["ReadWriteOnce"],
            Capacity = new Dictionary<string, Kubernetes.Models.Quantity> { ["storage"] = "10Mi" },
        },
    };

    private static PersistentVolume Volume(string name, string? claimUid = null, string size = "10Mi")
    {
        var volume = Manifests.Parse<PersistentVolume>(
            $$"""
            {
              "metadata": { "name": "{{name}}" },
              "spec": { "accessModes": ["ReadWriteOnce"], "storageClassName": "standard", "capacity": { "storage": "{{size}}" } }
            }
            """);
        var reference = claimUid is null ? null : new ObjectReference { Namespace = "default", Name = "c", Uid = claimUid };
        return volume with { Spec = volume.Spec! with { ClaimRef = reference } };
    }

    private static StorageClass Class(string name, string provisioner, string mode) => Manifests.Parse<StorageClass>(
        $$"""
        { "metadata": { "name": "{{name}}" }, "provisioner": "{{provisioner}}", "volumeBindingMode": "{{mode}}", "allowVolumeExpansion": true }
        """);
}
