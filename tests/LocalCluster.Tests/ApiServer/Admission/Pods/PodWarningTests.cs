using LocalCluster.Tests.ApiServer.Requests;

namespace LocalCluster.Tests.ApiServer.Admission.Pods;

/// <summary>What is accepted with a warning (pkg/api/pod/warnings.go, and the strategies of pods and workloads).</summary>
public sealed class PodWarningTests(RequestServer server) : IClassFixture<RequestServer>
{
    private const string Sets = "/apis/apps/v1/namespaces/default/statefulsets";
    private const string Deployments = "/apis/apps/v1/namespaces/default/deployments";

    [Theory]
    [InlineData(""","env":[{"name":"A","value":"1"},{"name":"A","value":"$(A)2"},{"name":"A","value":"3"}]""", "", "containers[0].env[2]: hides previous definition of \"A\", which may be dropped when using apply")]
    [InlineData(""","ports":[{"containerPort":80,"name":"a"},{"containerPort":80,"name":"b"}]""", "", "containers[0].ports[1]: duplicate port definition with spec.template.spec.containers[0].ports[0]")]
    [InlineData(""","ports":[{"containerPort":80,"hostPort":8080,"name":"a"},{"containerPort":80,"name":"b"}]""", "", "containers[0].ports[1]: overlapping port definition with spec.template.spec.containers[0].ports[0]")]
    [InlineData(""","resources":{"limits":{"memory":"100m"}}""", "", "containers[0].resources.limits[memory]: fractional byte value \"100m\" is invalid, must be an integer")]
    [InlineData("", ""","imagePullSecrets":[{"name":"a"},{"name":"a"}]""", "imagePullSecrets[1].name: duplicate name \"a\"")]
    [InlineData("", ""","nodeSelector":{"beta.kubernetes.io/os":"linux"}""", "nodeSelector[beta.kubernetes.io/os]: deprecated since v1.14; use \"kubernetes.io/os\" instead")]
    [InlineData("", ""","topologySpreadConstraints":[{"maxSkew":1,"topologyKey":"a","whenUnsatisfiable":"DoNotSchedule"}]""", "topologySpreadConstraints[0].labelSelector: a null labelSelector results in matching no pod")]
    [InlineData("", ""","affinity":{"podAntiAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":[{"topologyKey":"a"}]}}""",
        "affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].labelSelector: a null labelSelector results in matching no pod")]
    public async Task A_template_is_warned_of(string container, string pod, string warning) => Assert.Equal(
        [$"spec.template.spec.{warning}"],
        (await server.PostAsync($"{Sets}?dryRun=All", Workload("StatefulSet", "warned", container, pod))).Is(201).Warnings);

    [Fact]
    public async Task It_is_warned_of_again_when_the_workload_changes_and_not_when_only_its_labels_do()
    {
        (await server.PostAsync(Deployments, Workload("Deployment", "again", ""","env":[{"name":"A","value":"1"},{"name":"A","value":"2"}]"""))).Is(201);

        Assert.Empty((await server.PatchAsync($"{Deployments}/again", """{"metadata":{"labels":{"x":"y"}}}""")).Is(200).Warnings);
        Assert.Single((await server.PatchAsync($"{Deployments}/again", """{"spec":{"replicas":0}}""")).Is(200).Warnings);
    }

    [Fact]
    public async Task A_name_that_no_host_can_have_is_warned_of() => Assert.Equal(
        ["metadata.name: this is used in Pod names and hostnames, which can result in surprising behavior; a DNS label is recommended: [a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')]"],
        (await server.PostAsync(Deployments, Workload("Deployment", "a.b"))).Is(201).Warnings);

    [Fact]
    public async Task A_set_may_keep_all_its_revisions_and_is_warned_of_it() => Assert.Equal(
        ["spec.revisionHistoryLimit: a negative value retains all historical revisions; a value >= 0 is recommended"],
        (await server.PostAsync(Sets, Workload("StatefulSet", "keeps", more: ""","revisionHistoryLimit":-1"""))).Is(201).Warnings);

    private static string Workload(string kind, string name, string container = "", string pod = "", string more = "") =>
        $$$"""{"apiVersion":"apps/v1","kind":"{{{kind}}}","metadata":{"name":"{{{name}}}"},"spec":{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"i"{{{container}}} }]{{{pod}}} } }{{{more}}} } }""";
}
