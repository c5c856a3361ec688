using LocalCluster.ApiServer;
using LocalCluster.ApiServer.Faults;

namespace LocalCluster.Tests.ApiServer.Faults;

public sealed class FaultTargetTests
{
    [Theory]
    [InlineData("statefulsets", true)]
    [InlineData("statefulsets.apps", true)]
    [InlineData("statefulsets.batch", false)]
    [InlineData("statefulsets/status", false)]
    [InlineData("statefulsets/*", true)]
    [InlineData("*", true)]
    [InlineData("pods", false)]
    public void A_resource_is_meant_with_or_without_its_group(string resource, bool meant) =>
        Assert.Equal(meant, new FaultTarget { Resource = resource }.Matches(Subject("/apis/apps/v1/namespaces/x/statefulsets/a")));

    [Theory]
    [InlineData("statefulsets", false)]
    [InlineData("statefulsets.apps/status", true)]
    [InlineData("*/status", true)]
    [InlineData("*/scale", false)]
    public void A_subresource_is_meant_only_when_it_is_named(string resource, bool meant) =>
        Assert.Equal(meant, new FaultTarget { Resource = resource }.Matches(Subject("/apis/apps/v1/namespaces/x/statefulsets/a/status")));

    [Theory]
    [InlineData("kube-controller-manager")]
    [InlineData("kubelet")]
    [InlineData("kube-proxy")]
    [InlineData("LocalCluster")]
    public void The_clusters_own_parts_are_spared_unless_they_are_meant(string part)
    {
        var subject = Subject("/api/v1/pods", agent: part);

        Assert.False(FaultTarget.Everything.Matches(subject));
        Assert.True(new FaultTarget { Agent = part }.Matches(subject));
        Assert.True(new FaultTarget { Agent = FaultTarget.EveryAgent }.Matches(subject));
    }

    [Fact]
    public void Verb_namespace_name_user_and_agent_all_have_to_hold()
    {
        var target = new FaultTarget { Verbs = ["get"], Namespace = "x", Name = "a", User = "u", Agent = "test" };
        var subject = Subject("/api/v1/namespaces/x/pods/a");

        Assert.True(target.Matches(subject));
        Assert.False((target with { Verbs = ["list"] }).Matches(subject));
        Assert.False((target with { Namespace = "y" }).Matches(subject));
        Assert.False((target with { Name = "b" }).Matches(subject));
        Assert.False((target with { User = "v" }).Matches(subject));
        Assert.False((target with { Agent = "tes" }).Matches(subject));
    }

    private static FaultSubject Subject(string path, string agent = "test") => new(RequestInfo.Parse("GET", path, watch: false), "u", agent);
}
