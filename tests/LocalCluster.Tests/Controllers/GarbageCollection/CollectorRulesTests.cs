using Kubernetes.Models.Meta;
using LocalCluster.Controllers.GarbageCollection;
using LocalCluster.Controllers.Inventory;

namespace LocalCluster.Tests.Controllers.GarbageCollection;

public sealed class CollectorRulesTests
{
    private static readonly ResourceType Type = new("", "v1", "ConfigMap", "configmaps", true);

    [Fact]
    public void An_object_stays_while_all_its_owners_are_there()
    {
        Assert.IsType<CollectorAction.Nothing>(Decide(OwnerState.Solid, OwnerState.Solid));
    }

    [Fact]
    public void An_object_loses_the_owners_that_are_gone_as_long_as_one_is_left()
    {
        var keep = Assert.IsType<CollectorAction.KeepOwners>(Decide(OwnerState.Absent, OwnerState.Solid, OwnerState.Waiting));

        Assert.Equal("owner-1", Assert.Single(keep.Owners).Uid);
    }

    [Fact]
    public void An_object_without_any_owner_left_goes()
    {
        Assert.Equal(new CollectorAction.Delete("Background"), Decide(OwnerState.Absent, OwnerState.Absent));
        Assert.Equal(new CollectorAction.Delete("Background"), Decide(OwnerState.Waiting));
    }

    [Fact]
    public void When_an_owner_waits_the_whole_tree_below_goes_first()
    {
        Assert.Equal(new CollectorAction.Delete("Foreground"), CollectorRules.Decide(Entry(), Findings(OwnerState.Waiting), hasDependents: true));
        Assert.Equal(new CollectorAction.Delete("Background"), CollectorRules.Decide(Entry(), Findings(OwnerState.Absent), hasDependents: true));
    }

    [Fact]
    public void The_way_an_object_goes_is_that_of_its_own_finalizer()
    {
        Assert.Equal(new CollectorAction.Delete("Orphan"), CollectorRules.Decide(Entry("orphan"), Findings(OwnerState.Absent), hasDependents: false));
    }

    [Fact]
    public void An_object_without_owners_is_never_touched()
    {
        Assert.IsType<CollectorAction.Nothing>(Decide());
    }

    [Fact]
    public void Only_dependents_that_say_so_hold_their_owner()
    {
        var owner = new ObjectEntry(Type, new ObjectMeta { Name = "o", Uid = "o" });
        ObjectEntry Dependent(string name, bool? blocks) => new(Type, new ObjectMeta
        {
            Name = name,
            Uid = name,
            OwnerReferences = [new OwnerReference { Uid = "o", BlockOwnerDeletion = blocks }],
        });

        var blocking = CollectorRules.Blocking(owner, [Dependent("a", true), Dependent("b", false), Dependent("c", null)]);

        Assert.Equal("a", Assert.Single(blocking).Uid);
    }

    [Fact]
    public void The_graph_knows_dependents_before_and_after_their_owner()
    {
        var graph = new ObjectGraph();
        graph.Put(new ObjectEntry(Type, new ObjectMeta { Name = "d", Uid = "d", OwnerReferences = [new OwnerReference { Uid = "o" }] }));
        Assert.Equal("d", Assert.Single(graph.DependentsOf("o")).Uid);

        graph.Put(new ObjectEntry(Type, new ObjectMeta { Name = "d", Uid = "d" }));

        Assert.Empty(graph.DependentsOf("o"));
    }

    private static CollectorAction Decide(params OwnerState[] states) => CollectorRules.Decide(Entry(), Findings(states), hasDependents: false);

    private static OwnerFinding[] Findings(params OwnerState[] states) =>
        [.. states.Select((state, number) => new OwnerFinding(new OwnerReference { Uid = $"owner-{number}" }, state))];

    private static ObjectEntry Entry(params string[] finalizers) => new(Type, new ObjectMeta { Name = "x", Uid = "x", Finalizers = finalizers });
}
