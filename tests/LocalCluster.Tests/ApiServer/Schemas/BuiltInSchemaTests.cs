using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.Tests.ApiServer.Schemas;

public sealed class BuiltInSchemaTests
{
    [Theory]
    [InlineData("", "v1", "Pod")]
    [InlineData("apps", "v1", "StatefulSet")]
    [InlineData("policy", "v1", "PodDisruptionBudget")]
    [InlineData("coordination.k8s.io", "v1", "Lease")]
    [InlineData("apiextensions.k8s.io", "v1", "CustomResourceDefinition")]
    public void The_kinds_of_the_server_are_found(string group, string version, string kind) =>
        Assert.Equal("object", BuiltInSchemas.Find(group, version, kind)?.Type);

    [Theory]
    [InlineData("", "v1", "Gadget")]
    [InlineData("apps", "v1beta1", "StatefulSet")]
    public void Others_are_not(string group, string version, string kind) => Assert.Null(BuiltInSchemas.Find(group, version, kind));

    [Fact]
    public void A_kind_is_read_once() => Assert.Same(BuiltInSchemas.Find("", "v1", "Pod"), BuiltInSchemas.Find("", "v1", "Pod"));

    [Fact]
    public void Fields_know_how_they_are_merged()
    {
        var ports = BuiltInSchemas.Find("", "v1", "Service")!.Properties["spec"].Properties["ports"];

        Assert.Equal(("map", "port", "merge"), (ports.ListType, ports.PatchMergeKey, Assert.Single(ports.PatchStrategies)));
        Assert.Equal(["port", "protocol"], ports.ListMapKeys);
    }

    [Fact]
    public void A_schema_may_hold_itself()
    {
        var props = BuiltInSchemas.Find("apiextensions.k8s.io", "v1", "CustomResourceDefinition")!
            .Properties["spec"].Properties["versions"].Items!.Properties["schema"].Properties["openAPIV3Schema"];

        Assert.Equal("JSONSchemaProps", props.Properties["not"].Properties["not"].Name);
    }
}
