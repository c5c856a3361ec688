using Kubernetes.Client;
using Kubernetes.Models.Core;
using Kubernetes.Models.Extensions;
using Kubernetes.Models.Meta;
using LocalCluster.Tests.Controllers.Fixture;

namespace LocalCluster.Tests.Controllers.GarbageCollection;

public sealed class GarbageCollectionRoomTests : RoomTest
{
    [Fact]
    public async Task A_dependent_follows_its_owner_in_the_background()
    {
        await Cluster.CreateAsync(Manifests.ConfigMap("child", await OwnerAsync("owner")));

        await Cluster.DeleteAsync<ConfigMap>("owner");

        await Cluster.AwaitGoneAsync<ConfigMap>("child");
    }

    [Fact]
    public async Task A_whole_tree_goes_before_an_owner_that_waits()
    {
        var child = await Cluster.CreateAsync(Manifests.ConfigMap("child", await OwnerAsync("owner", blocks: true)));
        await Cluster.CreateAsync(Manifests.ConfigMap("grandchild", ReferenceTo(child, blocks: true)));

        await Cluster.DeleteAsync<ConfigMap>("owner", PropagationPolicy.Foreground);

        await Cluster.AwaitGoneAsync<ConfigMap>("owner");
        Assert.Null(await Cluster.FindAsync<ConfigMap>("child"));
        Assert.Null(await Cluster.FindAsync<ConfigMap>("grandchild"));
    }

    [Fact]
    public async Task An_orphan_lives_on_without_its_owner()
    {
        await Cluster.CreateAsync(Manifests.ConfigMap("child", await OwnerAsync("owner")));

        await Cluster.DeleteAsync<ConfigMap>("owner", PropagationPolicy.Orphan);

        await Cluster.AwaitGoneAsync<ConfigMap>("owner");
        Assert.Null((await Cluster.GetAsync<ConfigMap>("child")).Metadata.OwnerReferences);
    }

    [Fact]
    public async Task A_dependent_of_two_owners_lives_with_the_second()
    {
        var (first, second) = (await OwnerAsync("first"), await OwnerAsync("second"));
        var child = Manifests.ConfigMap("child", first);
        await Cluster.CreateAsync(child with { Metadata = child.Metadata with { OwnerReferences = [first, second] } });

        await Cluster.DeleteAsync<ConfigMap>("first");

        await Cluster.AwaitAsync<ConfigMap>("child", found => found.Metadata.OwnerReferences is [{ Name: "second" }], "one owner left");
    }

    [Fact]
    public async Task A_dependent_of_an_owner_that_never_was_is_collected()
    {
        await Cluster.CreateAsync(Manifests.ConfigMap("lost", new OwnerReference { ApiVersion = "v1", Kind = "ConfigMap", Name = "never", Uid = "00000000-0000-0000-0000-00000000dead" }));

        await Cluster.AwaitGoneAsync<ConfigMap>("lost");
    }

    /// <summary>A uid alone makes no owner (ownerReferenceMatchesCoordinates in pkg/controller/garbagecollector).</summary>
    [Fact]
    public async Task A_dependent_that_calls_its_owner_otherwise_has_none()
    {
        var owner = await OwnerAsync("owner");

        await Cluster.CreateAsync(Manifests.ConfigMap("mistaken", owner with { Name = "other" }));

        await Cluster.AwaitGoneAsync<ConfigMap>("mistaken");
    }

    [Fact]
    public async Task A_dependent_in_another_namespace_has_no_owner()
    {
        var owner = await OwnerAsync("owner");

        await Cluster.CreateAsync(Manifests.ConfigMap("far", owner, "kube-public"));

        await Cluster.AwaitGoneAsync<ConfigMap>("far", "kube-public");
        Assert.NotNull(await Cluster.FindAsync<ConfigMap>("owner"));
    }

    [Fact]
    public async Task Custom_objects_own_and_are_owned_like_any_other()
    {
        await Cluster.CreateAsync(Manifests.Parse<CustomResourceDefinition>(
            """
            {
              "metadata": { "name": "gadgets.example.com" },
              "spec": {
                "group": "example.com", "scope": "Namespaced", "names": { "plural": "gadgets", "singular": "gadget", "kind": "Gadget", "listKind": "GadgetList" },
                "versions": [ { "name": "v1", "served": true, "storage": true,
                  "schema": { "openAPIV3Schema": { "type": "object", "x-kubernetes-preserve-unknown-fields": true } } } ]
              }
            }
            """));
        await Cluster.AwaitAsync<CustomResourceDefinition>(
            "gadgets.example.com", definition => definition.Status?.Conditions?.Any(condition => condition is { Type: "Established", Status: "True" }) == true, "definition", ns: null);
        var uid = await Cluster.CreateRawAsync("/apis/example.com/v1/namespaces/default/gadgets", """{ "apiVersion": "example.com/v1", "kind": "Gadget", "metadata": { "name": "a" } }""");
        await Cluster.CreateAsync(Manifests.ConfigMap("child", new OwnerReference { ApiVersion = "example.com/v1", Kind = "Gadget", Name = "a", Uid = uid }));

        await Cluster.DeleteRawAsync("/apis/example.com/v1/namespaces/default/gadgets/a");

        await Cluster.AwaitGoneAsync<ConfigMap>("child");
    }

    private async Task<OwnerReference> OwnerAsync(string name, bool blocks = false) => ReferenceTo(await Cluster.CreateAsync(Manifests.ConfigMap(name)), blocks);

    private static OwnerReference ReferenceTo(ConfigMap owner, bool blocks = false) => new()
    {
        ApiVersion = "v1",
        Kind = "ConfigMap",
        Name = owner.Metadata.Name!,
        Uid = owner.Metadata.Uid!,
        BlockOwnerDeletion = blocks,
    };
}
