using System.CommandLine;
using System.Text.Json.Nodes;
using LocalCluster;
using Operator;

namespace EndToEnd.Tests.Install;

/// <summary>The parts of <c>config/manager</c> fit each other, the operator's flags, and the restricted Pod Security Standard.</summary>
public sealed class ManagerTests
{
    private static readonly IReadOnlyList<Manifest> Objects = Kustomization.Objects("config/default");

    private static JsonObject Pod => Find("Deployment")["spec"]!["template"]!.AsObject();

    private static JsonObject Container => Pod["spec"]!["containers"]!.AsArray().Single()!.AsObject();

    [Fact]
    public void The_operator_understands_its_arguments()
    {
        var root = new RootCommand { RunCommand.Create() };
        RunCommand.AddTo(root);

        var parsed = root.Parse([.. Container["args"]!.AsArray().Select(argument => (string)argument!)]);

        Assert.Empty(parsed.Errors);
        var options = RunCommand.Read(parsed);
        Assert.True(options.LeaderElect);
        Assert.Equal(Port("metrics"), options.MetricsAddress?.Port);
        Assert.Equal(Port("probes"), options.ProbeAddress?.Port);
    }

    [Fact]
    public void Two_replicas_run_apart_and_one_of_them_always_stays()
    {
        Assert.Equal(2L, (long)Find("Deployment")["spec"]!["replicas"]!);
        Assert.Equal(1L, (long)Find("PodDisruptionBudget")["spec"]!["minAvailable"]!);
        Assert.Equal("kubernetes.io/hostname", (string?)Pod["spec"]!["topologySpreadConstraints"]![0]!["topologyKey"]);
    }

    [Fact]
    public void The_pod_obeys_the_restricted_standard_that_its_namespace_enforces()
    {
        var pod = Pod["spec"]!["securityContext"]!;
        var container = Container["securityContext"]!;

        Assert.Equal("restricted", (string?)Find("Namespace")["metadata"]!["labels"]!["pod-security.kubernetes.io/enforce"]);
        Assert.True((bool)pod["runAsNonRoot"]!);
        Assert.NotEqual(0L, (long)pod["runAsUser"]!);
        Assert.Equal("RuntimeDefault", (string?)pod["seccompProfile"]!["type"]);
        Assert.False((bool)container["allowPrivilegeEscalation"]!);
        Assert.True((bool)container["readOnlyRootFilesystem"]!);
        Assert.Equal("""["ALL"]""", container["capabilities"]!["drop"]!.ToJsonString());
        Assert.Null(container["capabilities"]!["add"]);
        foreach (var field in new[] { "hostNetwork", "hostPID", "hostIPC" }) Assert.Null(Pod["spec"]![field]);
        Assert.All(Pod["spec"]!["volumes"]?.AsArray() ?? [], volume => Assert.Null(volume!["hostPath"]));
    }

    [Fact]
    public void The_image_runs_as_the_user_that_the_pod_names() =>
        Assert.Contains($"\nUSER {Pod["spec"]!["securityContext"]!["runAsUser"]}\n", Checkout.Read("Dockerfile.operator"), StringComparison.Ordinal);

    [Fact]
    public void The_version_stands_everywhere_as_it_is_built()
    {
        Assert.Contains($"newTag: \"{VersionCommand.Version}\"", Checkout.Read("config/manager/kustomization.yaml"), StringComparison.Ordinal);
        Assert.Contains($"image.version=\"{VersionCommand.Version}\"", Checkout.Read("Dockerfile.operator"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_kubelet_waits_longer_than_the_operator_takes_to_stop() =>
        Assert.True(TimeSpan.FromSeconds((long)Pod["spec"]!["terminationGracePeriodSeconds"]!) > RunCommand.StopDeadline);

    [Fact]
    public void Services_budgets_and_policies_select_the_operators_pods_and_their_ports()
    {
        var labels = Pod["metadata"]!["labels"]!;
        var selectors = new[]
        {
            Find("Deployment")["spec"]!["selector"]!["matchLabels"], Find("PodDisruptionBudget")["spec"]!["selector"]!["matchLabels"],
            Find("NetworkPolicy")["spec"]!["podSelector"]!["matchLabels"], Find("Service")["spec"]!["selector"],
        };

        Assert.All(selectors, selector => Assert.All(selector!.AsObject(), pair => Assert.Equal((string?)pair.Value, (string?)labels[pair.Key])));
        Assert.All(Find("Service")["spec"]!["ports"]!.AsArray(), port => Assert.NotNull(Port((string)port!["targetPort"]!)));
        Assert.All(
            Find("NetworkPolicy")["spec"]!["ingress"]!.AsArray().SelectMany(rule => rule!["ports"]!.AsArray()),
            port => Assert.NotNull(Port((string)port!["port"]!)));
    }

    [Fact]
    public void Probes_ask_what_the_operator_answers()
    {
        foreach (var (probe, path) in new[] { ("livenessProbe", "/healthz"), ("readinessProbe", "/readyz") })
        {
            Assert.Equal(path, (string?)Container[probe]!["httpGet"]!["path"]);
            Assert.Equal("probes", (string?)Container[probe]!["httpGet"]!["port"]);
        }
    }

    [Fact]
    public void Bindings_bind_roles_that_exist_to_the_account_that_the_operator_runs_as()
    {
        var account = (string?)Pod["spec"]!["serviceAccountName"];
        Assert.Equal(account, Objects.Single(manifest => manifest.Kind == "ServiceAccount").Name);
        foreach (var binding in Objects.Where(manifest => manifest.Kind is "ClusterRoleBinding" or "RoleBinding"))
        {
            var role = binding.Content["roleRef"]!;
            Assert.Contains(Objects, manifest => manifest.Kind == (string?)role["kind"] && manifest.Name == (string?)role["name"]);
            Assert.Equal(account, (string?)binding.Content["subjects"]!.AsArray().Single()!["name"]);
        }
    }

    private static JsonObject Find(string kind) => Objects.Single(manifest => manifest.Kind == kind).Content;

    private static long? Port(string name) => (long?)Container["ports"]!.AsArray().SingleOrDefault(port => (string?)port!["name"] == name)?["containerPort"];
}
