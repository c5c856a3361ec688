using LocalCluster.Tests.ApiServer.Requests;

namespace LocalCluster.Tests.ApiServer.Admission.Pods;

/// <summary>Templates that cannot be, and the server's words for them; a pod alone is judged by the same code.</summary>
public sealed class TemplateRefusalTests(RequestServer server) : IClassFixture<RequestServer>
{
    private const string Sets = "/apis/apps/v1/namespaces/default/statefulsets";

    [Theory]
    [InlineData("env", """[{"name":"A","valueFrom":{"resourceFieldRef":{"resource":"limits.foo"}}}]""", ".env[0].valueFrom.resourceFieldRef.resource: Unsupported value: \"limits.foo\": supported values: \"limits.cpu\", \"limits.ephemeral-storage\", \"limits.memory\", \"requests.cpu\", \"requests.ephemeral-storage\", \"requests.memory\"")]
    [InlineData("envFrom", "[{}]", ".envFrom: Invalid value: \"\": must specify one of: `configMapRef` or `secretRef`")]
    [InlineData("envFrom", """[{"secretRef":{"name":""}}]""", ".envFrom[0].secretRef.name: Required value")]
    [InlineData("securityContext", """{"runAsUser":-1}""", ".securityContext.runAsUser: Invalid value: -1: must be between 0 and 2147483647, inclusive")]
    public async Task A_container_that_cannot_be_is_refused(string field, string value, string why) =>
        (await server.PostAsync(Sets, Set(container: $",\"{field}\":{value}"))).Says(422, $"StatefulSet.apps \"web\" is invalid: spec.template.spec.containers[0]{why}");

    [Theory]
    [InlineData("tolerations", """[{"key":"a","operator":"Exists","value":"x"}]""", "tolerations[0].operator: Invalid value: \"x\": value must be empty when `operator` is 'Exists'")]
    [InlineData("volumes", """[{"name":"v","emptyDir":{},"configMap":{"name":"x"}}]""", "volumes[0].configMap: Forbidden: may not specify more than 1 volume type")]
    [InlineData("topologySpreadConstraints", """[{"maxSkew":0,"topologyKey":"a","whenUnsatisfiable":"DoNotSchedule"}]""", "topologySpreadConstraints[0].maxSkew: Invalid value: 0: must be greater than zero")]
    [InlineData("affinity", """{"podAntiAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":[{"topologyKey":""}]}}""", "affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].topologyKey: Required value: can not be empty")]
    public async Task A_pod_that_cannot_be_is_refused(string field, string value, string why) =>
        (await server.PostAsync(Sets, Set(pod: $",\"{field}\":{value}"))).Says(422, $"StatefulSet.apps \"web\" is invalid: spec.template.spec.{why}");

    [Fact]
    public async Task A_new_set_names_a_service_that_could_be() =>
        (await server.PostAsync(Sets, Set(spec: ",\"serviceName\":\"Bad_Name\""))).Says(422,
            "StatefulSet.apps \"web\" is invalid: spec.serviceName: Invalid value: \"Bad_Name\": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')");

    [Fact]
    public async Task Of_a_selector_that_is_none_the_template_is_not_held_against_it() =>
        Assert.Equal(
            ["FieldValueInvalid spec.selector.matchExpressions[0].operator", "FieldValueInvalid spec.selector"],
            (await server.PostAsync(Sets, Set(selector: """{"matchExpressions":[{"key":"app","operator":"Foo"}]}"""))).Is(422).Causes);

    private static string Set(string container = "", string pod = "", string spec = "", string selector = """{"matchLabels":{"app":"web"}}""")
    {
        var template = "{\"metadata\":{\"labels\":{\"app\":\"web\"}},\"spec\":{\"containers\":[{\"name\":\"c\",\"image\":\"busybox\"" + container + "}]" + pod + "}}";
        return """{"apiVersion":"apps/v1","kind":"StatefulSet","metadata":{"name":"web"},"spec":{"selector":""" + selector + spec + ",\"template\":" + template + "}}";
    }
}
