using Kubernetes.Models.Core;
using Kubernetes.Models.StorageClasses;
using LocalCluster.Controllers.Scheduling;
using LocalCluster.Tests.Controllers.Fixture;

namespace LocalCluster.Tests.Controllers.Scheduling;

public sealed class PodPlacerTests
{
    private const string NotHelpful = "no new claims to deallocate, preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.";

    private const string NoVictims = "no new claims to deallocate, preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod.";

    [Fact]
    public void A_pod_goes_to_the_node()
    {
        Assert.Equal("node-1", Assert.IsType<Placement.Bind>(Decide("")).Node);
    }

    [Fact]
    public void A_pod_waits_for_a_claim_that_does_not_exist()
    {
        Assert.Equal("0/1 nodes are available: persistentvolumeclaim \"none\" not found. not found", Refusal(Claims("none")));
    }

    [Fact]
    public void A_pod_waits_for_a_claim_that_is_not_bound_or_is_going()
    {
        Assert.Equal("0/1 nodes are available: pod has unbound immediate PersistentVolumeClaims. not found", Refusal(Claims("pending")));
        Assert.Equal("0/1 nodes are available: persistentvolumeclaim \"going\" is being deleted. not found", Refusal(Claims("going")));
        Assert.IsType<Placement.Bind>(Decide(Claims("bound")));
    }

    [Fact]
    public void A_claim_that_waits_for_its_first_consumer_gets_its_node_first()
    {
        Assert.Equal("lazy", Assert.Single(Assert.IsType<Placement.Bind>(Decide(Claims("lazy"))).ClaimsToProvision).Metadata.Name);
    }

    [Theory]
    [InlineData(""" "nodeSelector": { "disk": "ssd" } """)]
    [InlineData(""" "affinity": { "nodeAffinity": { "requiredDuringSchedulingIgnoredDuringExecution": { "nodeSelectorTerms": [ { "matchExpressions": [ { "key": "zone", "operator": "In", "values": ["b"] } ] } ] } } } """)]
    public void A_pod_that_selects_another_node_waits(string spec)
    {
        Assert.Equal($"0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector. {NotHelpful}", Refusal(spec));
    }

    [Theory]
    [InlineData(""" "nodeSelector": { "zone": "a" } """)]
    [InlineData(""" "affinity": { "nodeAffinity": { "requiredDuringSchedulingIgnoredDuringExecution": { "nodeSelectorTerms": [ { "matchExpressions": [ { "key": "zone", "operator": "NotIn", "values": ["b"] }, { "key": "cores", "operator": "Gt", "values": ["3"] } ] } ] } } } """)]
    public void A_pod_that_selects_this_node_gets_it(string spec)
    {
        Assert.IsType<Placement.Bind>(Decide(spec));
    }

    [Fact]
    public void A_pod_waits_for_room()
    {
        const string requests = """ "containers": [ { "name": "c", "resources": { "requests": { "cpu": "{0}" } } } ] """;

        Assert.Equal($"0/1 nodes are available: 1 Insufficient cpu. {NotHelpful}", Refusal(requests.Replace("{0}", "5")));
        Assert.Equal($"0/1 nodes are available: 1 Insufficient cpu. {NoVictims}", Refusal(requests.Replace("{0}", "3500m")));
        Assert.IsType<Placement.Bind>(Decide(requests.Replace("{0}", "3")));
    }

    [Fact]
    public void A_pod_that_wants_to_be_alone_waits()
    {
        const string apart = """
            "affinity": { "podAntiAffinity": { "requiredDuringSchedulingIgnoredDuringExecution": [
              { "labelSelector": { "matchLabels": { "app": "old" } }, "topologyKey": "kubernetes.io/hostname" } ] } }
            """;

        Assert.Equal($"0/1 nodes are available: 1 node(s) didn't match pod anti-affinity rules. {NoVictims}", Refusal(apart));
    }

    [Fact]
    public void A_tainted_or_closed_node_takes_only_those_who_tolerate_it()
    {
        var tainted = Node(""" "taints": [ { "key": "dedicated", "value": "x", "effect": "NoSchedule" } ] """);
        var closed = Node(""" "unschedulable": true """);

        Assert.Equal($"0/1 nodes are available: 1 node(s) had untolerated taint(s). {NotHelpful}", Refusal("", tainted));
        Assert.IsType<Placement.Bind>(Decide(""" "tolerations": [ { "key": "dedicated", "operator": "Exists" } ] """, tainted));
        Assert.Equal($"0/1 nodes are available: 1 node(s) were unschedulable. {NotHelpful}", Refusal("", closed));
    }

    [Fact]
    public void Without_a_node_nothing_can_be_placed()
    {
        Assert.Equal(new Placement.Refuse("no nodes available to schedule pods"), PodPlacer.Decide(Pod(""), View()));
    }

    [Theory]
    [InlineData(""" "nodeName": "node-1" """)]
    [InlineData(""" "schedulerName": "mine" """)]
    [InlineData(""" "schedulingGates": [ { "name": "g" } ] """)]
    public void Other_pods_are_not_ours_to_place(string spec)
    {
        Assert.IsType<Placement.Ignore>(Decide(spec));
    }

    private static string Claims(string name) => $$""" "volumes": [ { "name": "v", "persistentVolumeClaim": { "claimName": "{{name}}" } } ] """;

    private static string Refusal(string spec, ClusterNode? node = null) => Assert.IsType<Placement.Refuse>(Decide(spec, node)).Message;

    private static Placement Decide(string spec, ClusterNode? node = null) => PodPlacer.Decide(Pod(spec), View(node ?? Node("")));

    private static Pod Pod(string spec) =>
        Manifests.Parse<Pod>($$"""{ "metadata": { "name": "new", "namespace": "default" }, "spec": { {{spec}} } }""");

    private static ClusterNode Node(string spec) => Manifests.Parse<ClusterNode>(
        $$"""
        {
          "metadata": { "name": "node-1", "labels": { "zone": "a", "cores": "4", "kubernetes.io/hostname": "node-1" } },
          "spec": { {{spec}} },
          "status": { "allocatable": { "cpu": "4", "pods": "110" } }
        }
        """);

    private static ClusterView View(params ClusterNode[] nodes) => new()
    {
        Nodes = nodes,
        Pods =
        [
            Manifests.Parse<Pod>(
                """
                {
                  "metadata": { "name": "old", "namespace": "default", "labels": { "app": "old" } },
                  "spec": { "nodeName": "node-1", "containers": [ { "name": "c", "resources": { "requests": { "cpu": "1" } } } ] }
                }
                """),
        ],
        FindClaim = key => key.Name switch
        {
            "bound" => Claim(key.Name, "Bound"),
            "pending" => Claim(key.Name, "Pending"),
            "lazy" => Claim(key.Name, "Pending", "lazy"),
            "going" => Claim(key.Name, "Bound") is var claim ? claim with { Metadata = claim.Metadata with { DeletionTimestamp = DateTimeOffset.UnixEpoch } } : null,
            _ => null,
        },
        FindNamespace = _ => null,
        FindClass = name => new StorageClass { VolumeBindingMode = name == "lazy" ? "WaitForFirstConsumer" : "Immediate" },
    };

    private static PersistentVolumeClaim Claim(string name, string phase, string storageClass = "standard") => Manifests.Parse<PersistentVolumeClaim>(
        $$"""{ "metadata": { "name": "{{name}}" }, "spec": { "storageClassName": "{{storageClass}}" }, "status": { "phase": "{{phase}}" } }""");
}
