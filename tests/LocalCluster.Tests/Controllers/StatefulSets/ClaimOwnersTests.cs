using Kubernetes.Models.Apps;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using LocalCluster.Controllers.StatefulSets.Claims;
using LocalCluster.Tests.Controllers.Fixture;

namespace LocalCluster.Tests.Controllers.StatefulSets;

public sealed class ClaimOwnersTests
{
    [Theory]
    [InlineData("Retain", "Retain", 0, "")]
    [InlineData("Retain", "Retain", 5, "")]
    [InlineData("Delete", "Retain", 0, "StatefulSet")]
    [InlineData("Delete", "Retain", 5, "StatefulSet")]
    [InlineData("Retain", "Delete", 0, "")]
    [InlineData("Retain", "Delete", 5, "Pod")]
    [InlineData("Delete", "Delete", 0, "StatefulSet")]
    [InlineData("Delete", "Delete", 5, "Pod")]
    public void The_owner_of_a_claim_follows_the_policy_and_the_place_of_its_pod(string whenDeleted, string whenScaled, int ordinal, string expected)
    {
        var (set, pod) = (Set(whenDeleted, whenScaled), Pod(ordinal));

        var owners = ClaimOwners.Right(Claim(), set, pod);

        Assert.Equal(expected, string.Join(' ', owners.Select(owner => owner.Kind)));
        Assert.Equal(expected.Length == 0, ClaimOwners.AreRight(Claim(), set, pod));
        Assert.True(ClaimOwners.AreRight(Claim([.. owners]), set, pod));
    }

    [Fact]
    public void A_claim_that_another_controller_has_is_left_to_it()
    {
        var foreign = new OwnerReference { ApiVersion = "v1", Kind = "Thing", Name = "x", Uid = "x", Controller = true };

        Assert.True(ClaimOwners.AreRight(Claim(foreign), Set("Delete", "Delete"), Pod(0)));
        Assert.Equal([foreign], ClaimOwners.Right(Claim(foreign), Set("Delete", "Delete"), Pod(0)));
    }

    [Fact]
    public void A_claim_of_a_pod_that_was_scaled_away_is_stale_for_the_next_pod_of_its_name()
    {
        var scaledAway = new OwnerReference { ApiVersion = "v1", Kind = "Pod", Name = "web-0", Uid = "old", Controller = true };

        Assert.True(ClaimOwners.IsStaleFor(Claim(scaledAway), Set("Retain", "Delete"), "web-0"));
        Assert.False(ClaimOwners.IsStaleFor(Claim(scaledAway), Set("Retain", "Retain"), "web-0"));
        Assert.False(ClaimOwners.IsStaleFor(Claim(), Set("Retain", "Delete"), "web-0"));
    }

    private static StatefulSet Set(string whenDeleted, string whenScaled)
    {
        var set = Manifests.Web(3, $$""" "persistentVolumeClaimRetentionPolicy": { "whenDeleted": "{{whenDeleted}}", "whenScaled": "{{whenScaled}}" }, """);
        return set with { Metadata = set.Metadata with { Uid = "set" } };
    }

    private static Pod Pod(int ordinal) => new() { Metadata = new ObjectMeta { Name = $"web-{ordinal}", Uid = $"pod-{ordinal}" } };

    private static PersistentVolumeClaim Claim(params OwnerReference[] owners) => new() { Metadata = new ObjectMeta { OwnerReferences = owners } };
}
