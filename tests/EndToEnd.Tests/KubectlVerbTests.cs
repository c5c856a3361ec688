using EndToEnd.Tests.Clusters;

namespace EndToEnd.Tests;

/// <summary>The verbs of stock kubectl on a cluster without an operator: those that work, and the honest words of those that do not.</summary>
public sealed class KubectlVerbTests : IAsyncLifetime
{
    private const string Set = """
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: {name: web}
        spec:
          serviceName: web
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec:
              terminationGracePeriodSeconds: 1
              containers: [{name: app, image: "counterapp:1.0", ports: [{containerPort: 5000}]}]
        """;

    private Playground _playground = null!;
    private Kubectl _kubectl = null!;

    public async Task InitializeAsync()
    {
        _playground = await Playground.StartAsync(withOperator: false);
        _kubectl = new Kubectl(_playground);
    }

    public async Task DisposeAsync() => await _playground.DisposeAsync();

    [KubectlFact(Needs.AClusterOfItsOwn)]
    public async Task What_kubectl_makes_itself_and_sends_as_protobuf_is_understood()
    {
        await SaysAsync("configmap/c created", "create", "configmap", "c", "--from-literal=a=b");
        await SaysAsync("b", "get", "configmap", "c", "-o", "jsonpath={.data.a}");
        await SaysAsync("secret/s created", "create", "secret", "generic", "s", "--from-literal=a=b");
        await SaysAsync("Yg==", "get", "secret", "s", "-o", "jsonpath={.data.a}");
        await SaysAsync("namespace/n created", "create", "namespace", "n");
        await SaysAsync("serviceaccount/robot created", "create", "serviceaccount", "robot");
        await SaysAsync("eyJ", "create", "token", "robot");
        await SaysAsync("role.rbac.authorization.k8s.io/reader created", "create", "role", "reader", "--verb=get", "--resource=pods");
        await SaysAsync("rolebinding.rbac.authorization.k8s.io/readers created", "create", "rolebinding", "readers", "--role=reader", "--serviceaccount=default:robot");
        await SaysAsync("service/x created", "create", "service", "clusterip", "x", "--tcp=80:8080");
        await SaysAsync("8080", "get", "service", "x", "-o", "jsonpath={.spec.ports[0].targetPort}");
        await SaysAsync("deployment.apps/d created", "create", "deployment", "d", "--image=busybox");
        await SaysAsync("yes", "auth", "can-i", "create", "pods");
        await SaysAsync("kubernetes-admin", "auth", "whoami");
    }

    [KubectlFact]
    public async Task A_StatefulSet_is_rolled_forward_and_back()
    {
        await _kubectl.TryAsync(Set, "apply", "-f", "-");
        await SaysAsync("complete", "rollout", "status", "sts/web", "--timeout=40s");
        await SaysAsync("image updated", "set", "image", "sts/web", "app=counterapp:2.0");
        await SaysAsync("env updated", "set", "env", "sts/web", "A=B");
        await SaysAsync("3", "rollout", "history", "sts/web");
        await SaysAsync("rolled back", "rollout", "undo", "sts/web", "--to-revision=1");
        await SaysAsync("counterapp:1.0", "get", "sts", "web", "-o", "jsonpath={.spec.template.spec.containers[0].image}");
        await SaysAsync("restarted", "rollout", "restart", "sts/web");
        await SaysAsync("scaled", "scale", "sts/web", "--replicas=2");
        await SaysAsync("complete", "rollout", "status", "sts/web", "--timeout=40s");
        await SaysAsync("Running", "get", "pod", "web-1");
        await SaysAsync("service/web exposed", "expose", "pod", "web-0", "--port=80", "--name=web");
    }

    [KubectlFact]
    public async Task Pods_run_by_hand_are_seen_heard_and_copied_from()
    {
        await SaysAsync("pod/b created", "run", "b", "--image=busybox", "--restart=Never", "--", "sh", "-c", "echo hello; sleep 60");
        await SaysAsync("condition met", "wait", "--for=condition=Ready", "pod/b", "--timeout=30s");
        await SaysAsync("hello", "logs", "b");
        await SaysAsync("labeled", "label", "pod", "b", "x=y");
        await SaysAsync("annotated", "annotate", "pod", "b", "x=y");
        var copy = Path.Combine(_playground.DataDirectory, "copied");
        await _kubectl.RunAsync("cp", "b:/etc/hostname", copy);
        Assert.True(File.Exists(copy));
        await SaysAsync("deleted", "delete", "pod", "b", "--now");
    }

    [KubectlFact(Needs.AClusterOfItsOwn)]
    public async Task A_node_is_tainted_cordoned_and_drained()
    {
        await SaysAsync("tainted", "taint", "node", "node-1", "a=b:NoSchedule");
        await SaysAsync("untainted", "taint", "node", "node-1", "a-");
        await SaysAsync("pod/b created", "run", "b", "--image=busybox", "--restart=Never", "--", "sleep", "60");
        await SaysAsync("condition met", "wait", "--for=condition=Ready", "pod/b", "--timeout=30s");
        await SaysAsync("node/node-1 drained", "drain", "node-1", "--force", "--grace-period=1", "--timeout=40s");
        await SaysAsync("uncordoned", "uncordon", "node-1");
    }

    [KubectlFact(Needs.AClusterOfItsOwn)]
    public async Task What_is_absent_says_so()
    {
        await _kubectl.RunAsync("run", "b", "--image=busybox", "--restart=Never", "--", "sleep", "60");
        await SaysAsync("condition met", "wait", "--for=condition=Ready", "pod/b", "--timeout=30s");

        await FailsAsync("Metrics API not available", "top", "pods");
        await FailsAsync("the server does not allow this method on the requested resource", "attach", "b");
        await FailsAsync("the server does not allow this method on the requested resource", "port-forward", "b", "0:5000");
        await FailsAsync("the server does not allow this method on the requested resource", "debug", "b", "--image=busybox");
        await FailsAsync("the server doesn't have a resource type \"certificatesigningrequests\"", "certificate", "approve", "x");
        await FailsAsync("the server could not find the requested resource", "create", "job", "j", "--image=busybox");
    }

    private async Task FailsAsync(string words, params string[] command)
    {
        var (code, output) = await _kubectl.TryAsync(null, command);
        Assert.NotEqual(0, code);
        Assert.Contains(words, output, StringComparison.Ordinal);
    }

    private async Task SaysAsync(string words, params string[] command) =>
        Assert.Contains(words, await _kubectl.RunAsync(command), StringComparison.Ordinal);
}
