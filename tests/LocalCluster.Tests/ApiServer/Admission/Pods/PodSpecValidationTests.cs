using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Admission.Pods;

namespace LocalCluster.Tests.ApiServer.Admission.Pods;

public sealed class PodSpecValidationTests
{
    [Theory]
    [InlineData("""{"name":"i","image":"a","readinessProbe":{"exec":{"command":["x"]}}}""", "spec.initContainers[0].readinessProbe: Forbidden: may not be set for init containers without restartPolicy=Always")]
    [InlineData("""{"name":"i","image":"a","lifecycle":{"preStop":{"exec":{"command":["x"]}}}}""", "spec.initContainers[0].lifecycle: Forbidden: may not be set for init containers without restartPolicy=Always")]
    [InlineData("""{"name":"c","image":"a"}""", "spec.initContainers[0].name: Duplicate value: \"c\"")]
    [InlineData("""{"name":"i","image":"a","restartPolicy":"Always","livenessProbe":{"exec":{"command":["x"]},"successThreshold":1}}""", null)]
    public void An_init_container_ends_unless_it_is_a_sidecar(string init, string? expected)
    {
        var container = JsonNode.Parse(init)!.AsObject();
        (container["terminationMessagePolicy"], container["imagePullPolicy"]) = ("File", "Always");
        var spec = JsonNode.Parse("""{"containers":[{"name":"c","image":"a","terminationMessagePolicy":"File","imagePullPolicy":"Always"}],"restartPolicy":"Always","dnsPolicy":"Default"}""")!.AsObject();
        spec["initContainers"] = new JsonArray(container);

        var errors = PodSpecValidation.Validate(spec, "spec", new HashSet<string>()).Select(error => error.ToString());

        Assert.Equal(expected is null ? [] : [expected], errors);
    }
}
