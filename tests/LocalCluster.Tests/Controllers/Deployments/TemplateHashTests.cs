using System.Text.Json.Nodes;
using LocalCluster.Controllers.Deployments;
using LocalCluster.GoValues;

namespace LocalCluster.Tests.Controllers.Deployments;

public sealed class TemplateHashTests
{
    private const string Template =
        """
        {"metadata":{"labels":{"app":"dep"}},"spec":{"containers":[{"name":"c","image":"docker.io/library/busybox:latest","resources":{},
          "terminationMessagePath":"/dev/termination-log","terminationMessagePolicy":"File","imagePullPolicy":"Always"}],
          "restartPolicy":"Always","terminationGracePeriodSeconds":30,"dnsPolicy":"ClusterFirst","securityContext":{},"schedulerName":"default-scheduler"}}
        """;

    /// <summary>The name that a Kubernetes 1.36.2 gave the ReplicaSet of this template.</summary>
    [Fact]
    public void The_same_template_gets_the_same_hash_as_on_a_real_cluster()
    {
        Assert.Equal("57cf58f84", TemplateHash.Of(JsonNode.Parse(Template), null));
        Assert.NotEqual("57cf58f84", TemplateHash.Of(JsonNode.Parse(Template), 1));
    }

    [Theory]
    [InlineData("""{"type":"RollingUpdate"}""", "v1.SeccompProfile", "(v1.SeccompProfile){Type:(v1.SeccompProfileType)RollingUpdate LocalhostProfile:(*string)<nil>}")]
    [InlineData("""{"limits":{"cpu":"100m","memory":"1Gi"}}""", "v1.ResourceRequirements",
        "(v1.ResourceRequirements){Limits:(v1.ResourceList)map[cpu:{i:(resource.int64Amount){value:(int64)100 scale:(resource.Scale)-3} d:(resource.infDecAmount){Dec:(*inf.Dec)<nil>} s:(string)100m Format:(resource.Format)DecimalSI} memory:{i:(resource.int64Amount){value:(int64)1073741824 scale:(resource.Scale)0} d:(resource.infDecAmount){Dec:(*inf.Dec)<nil>} s:(string)1Gi Format:(resource.Format)BinarySI}] Requests:(v1.ResourceList)<nil> Claims:([]v1.ResourceClaim)<nil>}")]
    [InlineData("""{"path":"/","port":"http"}""", "v1.HTTPGetAction", "(v1.HTTPGetAction){Path:(string)/ Port:(intstr.IntOrString){Type:(intstr.Type)1 IntVal:(int32)0 StrVal:(string)http} Host:(string) Scheme:(v1.URIScheme) HTTPHeaders:([]v1.HTTPHeader)<nil>}")]
    public void Values_are_printed_as_Go_prints_them(string json, string type, string expected) => Assert.Equal(expected, GoPrinter.Print(JsonNode.Parse(json), type));
}
