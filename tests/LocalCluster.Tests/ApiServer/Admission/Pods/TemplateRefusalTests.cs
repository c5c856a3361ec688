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
    [InlineData("env", """[{"name":"A","valueFrom":{"fieldRef":{"fieldPath":"spec.foo"}}}]""", ".env[0].valueFrom.fieldRef.fieldPath: Invalid value: \"spec.foo\": error converting fieldPath: field label not supported: spec.foo")]
    [InlineData("env", """[{"name":"A","valueFrom":{"configMapKeyRef":{"name":"x","key":"a b"}}}]""", ".env[0].valueFrom.configMapKeyRef.key: Invalid value: \"a b\": a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')")]
    [InlineData("resources", """{"requests":{"pods":"1"}}""", ".resources.requests[pods]: Invalid value: \"pods\": must be a standard resource for containers")]
    [InlineData("resources", """{"requests":{"a.com/gpu":"1"}}""", ".resources.limits: Required value: Limit must be set for non overcommitable resources")]
    [InlineData("resources", """{"limits":{"a.com/gpu":"1500m"}}""", ".resources.limits[a.com/gpu]: Invalid value: \"1500m\": must be an integer")]
    [InlineData("ports", """[{"containerPort":1,"hostPort":80},{"containerPort":2,"hostPort":80}]""", ".ports[1].hostPort: Duplicate value: \"TCP//80\"")]
    [InlineData("readinessProbe", """{"httpGet":{"port":80,"httpHeaders":[{"name":"a b","value":"c"}]}}""", ".readinessProbe.httpGet.httpHeaders: Invalid value: \"a b\": a valid HTTP header must consist of alphanumeric characters or '-' (e.g. 'X-Header-Name', regex used for validation is '[-A-Za-z0-9]+')")]
    [InlineData("securityContext", """{"runAsUser":-1}""", ".securityContext.runAsUser: Invalid value: -1: must be between 0 and 2147483647, inclusive")]
    public async Task A_container_that_cannot_be_is_refused(string field, string value, string why) =>
        (await server.PostAsync(Sets, Set(container: $",\"{field}\":{value}"))).Says(422, $"StatefulSet.apps \"web\" is invalid: spec.template.spec.containers[0]{why}");

    [Theory]
    [InlineData("tolerations", """[{"key":"a","operator":"Exists","value":"x"}]""", "tolerations[0].operator: Invalid value: \"x\": value must be empty when `operator` is 'Exists'")]
    [InlineData("volumes", """[{"name":"v","emptyDir":{},"configMap":{"name":"x"}}]""", "volumes[0].configMap: Forbidden: may not specify more than 1 volume type")]
    [InlineData("volumes", """[{"name":"v","configMap":{"name":"x","defaultMode":512}}]""", "volumes[0].configMap.defaultMode: Invalid value: 512: must be a number between 0 and 0777 (octal), both inclusive")]
    [InlineData("volumes", """[{"name":"v","secret":{"secretName":"x","items":[{"key":"k","path":"../a"}]}}]""", "volumes[0].secret.items[0].path: Invalid value: \"../a\": must not contain '..'")]
    [InlineData("volumes", """[{"name":"v","emptyDir":{"sizeLimit":"-1"}}]""", "volumes[0].emptyDir.sizeLimit: Forbidden: SizeLimit field must be a valid resource quantity")]
    [InlineData("volumes", """[{"name":"v","hostPath":{"path":"/a/../b"}}]""", "volumes[0].hostPath.path: Invalid value: \"/a/../b\": must not contain '..'")]
    [InlineData("dnsPolicy", "\"None\"", "dnsConfig: Required value: must provide `dnsConfig` when `dnsPolicy` is None")]
    [InlineData("hostAliases", """[{"ip":"x"}]""", "hostAliases[0].ip: Invalid value: \"x\": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)")]
    [InlineData("affinity", """{"nodeAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":{"nodeSelectorTerms":[{"matchExpressions":[{"key":"a","operator":"Gt","values":[]}]}]}}}""", "affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0].values: Required value: must be specified single value when `operator` is 'Lt' or 'Gt'")]
    [InlineData("affinity", """{"podAffinity":{"preferredDuringSchedulingIgnoredDuringExecution":[{"weight":101,"podAffinityTerm":{"topologyKey":"a"}}]}}""", "affinity.podAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].weight: Invalid value: 101: must be in the range 1-100")]
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
