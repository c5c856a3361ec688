using System.Text.Json.Nodes;
using Kubernetes.Client;
using Kubernetes.Models.Coordination;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using static LocalCluster.Tests.Node.RunningNode;

namespace LocalCluster.Tests.Node;

/// <summary>The node against a real API server, with real processes.</summary>
public sealed class NodeAgentTests : IAsyncLifetime
{
    private const string Forever = "trap 'exit 0' TERM; while :; do sleep 0.05; done";

    private RunningNode _node = null!;

    public async Task InitializeAsync() => _node = await RunningNode.StartAsync();

    public async Task DisposeAsync() => await _node.DisposeAsync();

    [Fact]
    public async Task The_node_says_that_it_is_ready_and_alive()
    {
        var node = await _node.Client.GetAsync<ClusterNode>(new ObjectKey(null, "node-1"), CancellationToken.None);

        Assert.Contains(node.Status!.Conditions!, condition => condition is { Type: "Ready", Status: "True", Reason: "KubeletReady" });
        Assert.Equal(_node.Agent.EndpointAddress.Port, node.Status.DaemonEndpoints!.KubeletEndpoint!.Port);
        Assert.NotEqual("0", node.Status.Capacity!["cpu"].ToString());
        var lease = await Eventually.Finds(
            () => _node.Client.FindAsync<Lease>(new ObjectKey("kube-node-lease", "node-1"), CancellationToken.None), "a Lease of the node");
        Assert.Equal("node-1", lease.Spec!.HolderIdentity);
    }

    [Fact]
    public async Task A_pod_runs_writes_a_log_and_ends_gracefully_when_it_is_deleted()
    {
        var pod = await _node.RunAsync(Shell("one", "echo hello; echo two lines; " + Forever));

        Assert.Equal("Running", pod.Status!.Phase);
        Assert.StartsWith($"127.{_node.Options.Slot}.1.", pod.Status.PodIP, StringComparison.Ordinal);
        await Eventually.Succeeds(async () => Assert.Equal("hello\ntwo lines\n", await _node.LogAsync("one")));
        Assert.Equal("two lines\n", await _node.LogAsync("one", "tailLines=1"));

        await _node.DeleteAsync("one");
        await _node.GoneAsync("one");
    }

    [Fact]
    public async Task A_pod_that_dies_is_restarted_at_once_and_then_backs_off()
    {
        var pod = await _node.RunAsync(
            Shell("crash", "echo dying; exit 3"),
            pod => pod.Status?.ContainerStatuses is [{ RestartCount: 1, State.Waiting.Reason: "CrashLoopBackOff" }],
            "CrashLoopBackOff");

        var status = Status(pod);
        Assert.Equal($"back-off 1s restarting failed container=c pod=crash_default({pod.Metadata.Uid})", status.State!.Waiting!.Message);
        Assert.Equal((3, "Error"), (status.LastState!.Terminated!.ExitCode, status.LastState.Terminated.Reason));
        Assert.Equal("Running", pod.Status!.Phase);
        await Eventually.Succeeds(async () => Assert.Equal("dying\n", await _node.LogAsync("crash", "previous=true")));

        await _node.SeesAsync("crash", pod => Status(pod).RestartCount >= 2, "a second restart after the wait");
    }

    [Fact]
    public async Task An_unknown_image_backs_off_and_heals_when_it_is_changed()
    {
        var broken = Of("broken", new Container { Name = "c", Image = "nowhere/none:1", Command = ["/bin/sh", "-c", Forever] });
        await _node.RunAsync(broken, pod => pod.Status?.ContainerStatuses is [{ State.Waiting.Reason: "ErrImagePull" }], "ErrImagePull");
        var pod = await _node.SeesAsync("broken", pod => Status(pod).State?.Waiting?.Reason == "ImagePullBackOff", "ImagePullBackOff");
        Assert.StartsWith("Back-off pulling image \"nowhere/none:1\": ErrImagePull: ", Status(pod).State!.Waiting!.Message, StringComparison.Ordinal);
        Assert.Equal("Pending", pod.Status!.Phase);

        var patch = new JsonObject
        {
            ["spec"] = new JsonObject
            {
                ["containers"] = new JsonArray(new JsonObject { ["name"] = "c", ["image"] = "busybox" }),
            },
        };
        await _node.Client.PatchAsync<Pod>(ObjectKey.Of(pod), Patch.StrategicMerge(patch), null, CancellationToken.None);
        await _node.SeesAsync("broken", IsReady, "Ready with the other image");
    }

    [Theory]
    [InlineData("never", "nowhere/none:1", "Never", "ErrImageNeverPull", "Container image \"nowhere/none:1\" is not present with pull policy of Never")]
    [InlineData("invalid", "Not An Image", "IfNotPresent", "InvalidImageName", null)]
    public async Task Images_that_cannot_be_used_say_why(string name, string image, string policy, string reason, string? message)
    {
        var pod = await _node.RunAsync(
            Of(name, new Container { Name = "c", Image = image, ImagePullPolicy = policy }),
            pod => pod.Status?.ContainerStatuses is [{ State.Waiting.Reason: var why }] && why == reason,
            reason);

        if (message is not null) Assert.Equal(message, Status(pod).State!.Waiting!.Message);
    }

    [Fact]
    public async Task A_missing_config_map_holds_the_container_back_until_it_is_there()
    {
        var pod = Shell("configured", "echo $WORD; " + Forever);
        var variable = new EnvVar { Name = "WORD", ValueFrom = new EnvVarSource { ConfigMapKeyRef = new ConfigMapKeySelector { Name = "words", Key = "first" } } };
        pod = pod with { Spec = pod.Spec! with { Containers = [pod.Spec.Containers![0] with { Env = [variable] }] } };
        var waiting = await _node.RunAsync(
            pod, pod => pod.Status?.ContainerStatuses is [{ State.Waiting.Reason: "CreateContainerConfigError" }], "CreateContainerConfigError");
        Assert.Equal("configmap \"words\" not found", Status(waiting).State!.Waiting!.Message);

        var map = new ConfigMap { Metadata = new ObjectMeta { Name = "words", Namespace = Home }, Data = new Dictionary<string, string> { ["first"] = "hello" } };
        await _node.Client.CreateAsync(map, null, CancellationToken.None);
        await _node.SeesAsync("configured", IsReady, "Ready");
        await Eventually.Succeeds(async () => Assert.Equal("hello\n", await _node.LogAsync("configured")));
    }

    [Fact]
    public async Task Volumes_of_every_kind_are_where_the_pod_says()
    {
        await _node.Client.CreateAsync(
            new ConfigMap { Metadata = new ObjectMeta { Name = "settings", Namespace = Home }, Data = new Dictionary<string, string> { ["a"] = "from the map" } },
            null,
            CancellationToken.None);
        var pod = Shell("mounted", "cat /etc/of-a-test/a /info/name; echo; echo kept > /cache/x; cat /cache/x; " + Forever);
        pod = pod with
        {
            Spec = pod.Spec! with
            {
                Volumes =
                [
                    new Volume { Name = "map", ConfigMap = new ConfigMapVolumeSource { Name = "settings" } },
                    new Volume { Name = "cache", EmptyDir = new EmptyDirVolumeSource() },
                    new Volume
                    {
                        Name = "info",
                        DownwardAPI = new DownwardAPIVolumeSource
                        {
                            Items = [new DownwardAPIVolumeFile { Path = "name", FieldRef = new ObjectFieldSelector { FieldPath = "metadata.name" } }],
                        },
                    },
                ],
                Containers =
                [
                    pod.Spec.Containers![0] with
                    {
                        VolumeMounts =
                        [
                            new VolumeMount { Name = "map", MountPath = "/etc/of-a-test" },
                            new VolumeMount { Name = "cache", MountPath = "/cache" },
                            new VolumeMount { Name = "info", MountPath = "/info" },
                        ],
                    },
                ],
            },
        };

        await _node.RunAsync(pod);

        if (_node.Agent.Mounts) await Eventually.Succeeds(async () => Assert.Equal("from the mapmounted\nkept\n", await _node.LogAsync("mounted")));
        Assert.False(Directory.Exists("/cache"));
    }

    [Fact]
    public async Task Init_containers_run_first_and_one_after_the_other()
    {
        var pod = Shell("prepared", Forever);
        Container Step(string name, string script) => pod.Spec!.Containers![0] with { Name = name, Command = ["/bin/sh", "-c", script] };
        pod = pod with { Spec = pod.Spec! with { InitContainers = [Step("first", "sleep 0.2"), Step("second", "exit 0")] } };

        var ready = await _node.RunAsync(pod);

        var init = ready.Status!.InitContainerStatuses!;
        Assert.All(init, status => Assert.Equal("Completed", status.State!.Terminated!.Reason));
        Assert.True(init[0].State!.Terminated!.FinishedAt <= init[1].State!.Terminated!.StartedAt);
    }

    [Fact]
    public async Task A_failing_liveness_probe_restarts_the_container_and_a_failing_readiness_probe_takes_the_pod_out()
    {
        var probe = new Probe { Exec = new ExecAction { Command = ["/bin/sh", "-c", "exit 1"] }, PeriodSeconds = 1, FailureThreshold = 1 };
        var sick = Shell("sick", Forever);
        sick = sick with { Spec = sick.Spec! with { Containers = [sick.Spec.Containers![0] with { LivenessProbe = probe }] } };
        var shy = Shell("shy", Forever);
        shy = shy with { Spec = shy.Spec! with { Containers = [shy.Spec.Containers![0] with { ReadinessProbe = probe }] } };

        await _node.RunAsync(sick, pod => pod.Status?.ContainerStatuses is [{ RestartCount: > 0 }], "a restart");
        var running = await _node.RunAsync(shy, pod => pod.Status?.Phase == "Running", "Running");

        Assert.False(IsReady(running));
        Assert.True(Status(running).Started);
        await Eventually.Succeeds(async () =>
        {
            var events = await _node.Client.ListAsync<CoreEvent>(new ListOptions { Namespace = Home }, CancellationToken.None);
            var texts = events.Items.Select(e => (e.InvolvedObject!.Name, e.Reason, e.Message)).ToList();
            Assert.Contains(("sick", "Killing", "Container c failed liveness probe, will be restarted"), texts);
            Assert.Contains(("shy", "Unhealthy", "Readiness probe failed: "), texts);
            Assert.Contains(("shy", "Started", "Container started"), texts);
        });
    }

    [Fact]
    public async Task A_pod_that_may_not_restart_succeeds_or_fails()
    {
        Pod Once(string name, string script) => Shell(name, script) is var pod ? pod with { Spec = pod.Spec! with { RestartPolicy = "Never" } } : null!;

        await _node.RunAsync(Once("well", "exit 0"), pod => pod.Status?.Phase == "Succeeded", "Succeeded");
        var failed = await _node.RunAsync(Once("badly", "echo why > /dev/termination-log; exit 4"), pod => pod.Status?.Phase == "Failed", "Failed");

        Assert.Equal(4, Status(failed).State!.Terminated!.ExitCode);
        if (_node.Agent.Mounts) Assert.Equal("why\n", Status(failed).State!.Terminated!.Message);
        await _node.DeleteAsync("well");
        await _node.GoneAsync("well");
    }

    [Fact]
    public async Task A_pod_whose_init_container_fails_for_good_has_failed_and_its_containers_wait_for_ever()
    {
        var spec = Shell("init-failed", "true").Spec! with { RestartPolicy = "Never", InitContainers = [new Container { Name = "i", Image = "busybox", Command = ["/bin/sh", "-c", "exit 5"] }] };

        var pod = await _node.RunAsync(
            Shell("init-failed", "true") with { Spec = spec },
            pod => pod.Status is { Phase: "Failed" } status && status.Conditions!.Any(condition => condition is { Type: "PodReadyToStartContainers", Status: "False" }),
            "Failed");

        Assert.Equal(("PodInitializing", 0), (Status(pod).State!.Waiting!.Reason, Status(pod).RestartCount));
        Assert.All(["Ready", "ContainersReady"], type => Assert.Contains(pod.Status!.Conditions!, condition => condition.Type == type && condition is { Status: "False", Reason: "PodFailed" }));
        Assert.Contains(pod.Status!.Conditions!, condition => condition is { Type: "Initialized", Status: "False", Reason: "ContainersNotInitialized" });
    }

    [Fact]
    public async Task A_pod_that_is_active_for_too_long_is_stopped_and_says_so()
    {
        var patient = Shell("patient", Forever);

        var pod = await _node.RunAsync(
            patient with { Spec = patient.Spec! with { ActiveDeadlineSeconds = 1 } },
            pod => pod.Status is { Phase: "Failed", ContainerStatuses: [{ State.Terminated: not null }] },
            "Failed");

        Assert.Equal(("DeadlineExceeded", "Pod was active on the node longer than the specified deadline"), (pod.Status!.Reason, pod.Status.Message));
        Assert.Contains(pod.Status.Conditions!, condition => condition is { Type: "Ready", Status: "False", Reason: "PodFailed" });
    }

    [Fact]
    public async Task A_pod_that_ignores_the_signal_is_killed_when_its_grace_is_over_and_at_once_without_grace()
    {
        await _node.RunAsync(Shell("deaf", "trap '' TERM; while :; do sleep 0.05; done"));
        await _node.DeleteAsync("deaf", grace: 1);
        await _node.GoneAsync("deaf");

        await _node.RunAsync(Shell("deaf", "trap '' TERM; while :; do sleep 0.05; done"));
        await _node.DeleteAsync("deaf", grace: 0);
        await _node.GoneAsync("deaf");
    }

    [Fact]
    public async Task A_prestop_hook_runs_before_the_signal()
    {
        var pod = Shell("hooked", "trap 'cat /tmp/hook; exit 0' TERM; while :; do sleep 0.05; done");
        var hook = new Lifecycle { PreStop = new LifecycleHandler { Exec = new ExecAction { Command = ["/bin/sh", "-c", "echo stopped > /tmp/hook"] } } };
        pod = pod with { Spec = pod.Spec! with { TerminationGracePeriodSeconds = 10, Containers = [pod.Spec.Containers![0] with { Lifecycle = hook }] } };
        await _node.RunAsync(pod);
        var log = _node.Http.GetStringAsync(new Uri("/containerLogs/default/hooked/c?follow=true", UriKind.Relative));

        await _node.DeleteAsync("hooked");

        Assert.Equal("stopped\n", await log.WaitAsync(Deadline));
        await _node.GoneAsync("hooked");
    }

    [Fact]
    public async Task Disposing_the_node_stops_the_pods_and_leaves_their_objects()
    {
        var marker = $"{Random.Shared.Next(100_000, 999_999)}";
        await _node.RunAsync(Shell("left", $"sleep {marker} & " + Forever));

        await _node.Agent.DisposeAsync().AsTask().WaitAsync(Deadline);

        Assert.NotNull(await _node.Client.FindAsync<Pod>(new ObjectKey(Home, "left"), CancellationToken.None));
        if (OperatingSystem.IsLinux()) Assert.DoesNotContain(Directory.EnumerateDirectories("/proc"), path => IsSleeper(path, marker));
    }

    private static bool IsSleeper(string process, string marker)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline")) == $"sleep\0{marker}\0";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
