using Kubernetes.Models;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using LocalCluster.Node.Variables;

namespace LocalCluster.Tests.Node.Variables;

public sealed class VariableExpansionTests
{
    private static readonly Dictionary<string, string> Known = new() { ["NAME"] = "one", ["EMPTY"] = "" };

    [Theory]
    [InlineData("$(NAME)", "one")]
    [InlineData("a-$(NAME)-b", "a-one-b")]
    [InlineData("$(EMPTY)", "")]
    [InlineData("$(OTHER)", "$(OTHER)")]
    [InlineData("$$(NAME)", "$(NAME)")]
    [InlineData("$$$(NAME)", "$one")]
    [InlineData("$NAME", "$NAME")]
    [InlineData("$(NAME", "$(NAME")]
    [InlineData("cost: 5$", "cost: 5$")]
    public void References_are_expanded_by_kubernetes_rules(string text, string expected)
    {
        Assert.Equal(expected, VariableExpansion.Expand(text, Known));
    }

    [Theory]
    [InlineData("metadata.name", "web-0")]
    [InlineData("metadata.namespace", "shop")]
    [InlineData("metadata.labels['app']", "web")]
    [InlineData("metadata.annotations['none']", "")]
    [InlineData("metadata.labels", "app=\"web\"\ntier=\"a\\\"b\"")]
    [InlineData("spec.nodeName", "node-1")]
    [InlineData("status.podIP", "127.20.1.1")]
    [InlineData("status.hostIP", "127.0.0.1")]
    public void Fields_of_the_pod_are_read_by_path(string path, string expected)
    {
        var pod = new Pod
        {
            Metadata = new ObjectMeta { Name = "web-0", Namespace = "shop", Labels = new Dictionary<string, string> { ["tier"] = "a\"b", ["app"] = "web" } },
            Spec = new PodSpec { NodeName = "node-1" },
        };

        Assert.Equal(expected, FieldPaths.Read(pod, path, "127.20.1.1", "127.0.0.1"));
    }

    [Fact]
    public void A_field_that_does_not_exist_is_a_configuration_error()
    {
        Assert.Throws<ConfigurationException>(() => FieldPaths.Read(new Pod(), "spec.nothing", null, ""));
    }

    [Theory]
    [InlineData("limits.cpu", null, "1")]
    [InlineData("limits.cpu", "1m", "500")]
    [InlineData("requests.memory", "1Mi", "64")]
    [InlineData("limits.memory", "1Gi", "2")]
    public void Resources_are_divided_and_rounded_up_and_a_missing_limit_is_the_nodes(string resource, string? divisor, string expected)
    {
        var container = new Container
        {
            Name = "c",
            Resources = new ResourceRequirements
            {
                Limits = new Dictionary<string, Quantity> { ["cpu"] = "500m" },
                Requests = new Dictionary<string, Quantity> { ["memory"] = "64Mi" },
            },
        };
        var pod = new Pod { Spec = new PodSpec { Containers = [container] } };
        var selector = new ResourceFieldSelector { Resource = resource, Divisor = divisor is null ? (Quantity?)null : new Quantity(divisor) };

        Assert.Equal(expected, ResourceFields.Read(pod, selector, "c", new Dictionary<string, Quantity> { ["memory"] = "2Gi" }));
    }
}
