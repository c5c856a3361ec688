using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using LocalCluster.Node.Containers;
using LocalCluster.Node.Pods;
using LocalCluster.Node.Statuses;

namespace LocalCluster.Tests.Node.Statuses;

/// <summary>Statuses as a kubelet 1.36 writes them, word for word.</summary>
public sealed class PodStatusProjectionTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly DateTimeOffset Now = Start.AddSeconds(10);
    private static readonly Pod One = PodOf(new PodSpec { Containers = [new Container { Name = "c", Image = "busybox" }] });

    private static readonly RunState.Terminated Died = new()
    {
        ExitCode = 3,
        Reason = "Error",
        StartedAt = Start,
        FinishedAt = Now,
        ContainerId = "process://1",
    };

    [Fact]
    public void A_pod_that_was_just_taken_on_is_creating_its_containers()
    {
        AssertStatus(
            """
            {
              "observedGeneration": 1, "phase": "Pending",
              "conditions": [
                { "type": "PodReadyToStartContainers", "observedGeneration": 1, "status": "False", "lastProbeTime": null, "lastTransitionTime": "2026-01-02T03:04:15Z" },
                { "type": "Initialized", "observedGeneration": 1, "status": "True", "lastProbeTime": null, "lastTransitionTime": "2026-01-02T03:04:15Z" },
                { "type": "Ready", "observedGeneration": 1, "status": "False", "lastProbeTime": null, "lastTransitionTime": "2026-01-02T03:04:15Z", "reason": "ContainersNotReady", "message": "containers with unready status: [c]" },
                { "type": "ContainersReady", "observedGeneration": 1, "status": "False", "lastProbeTime": null, "lastTransitionTime": "2026-01-02T03:04:15Z", "reason": "ContainersNotReady", "message": "containers with unready status: [c]" },
                { "type": "PodScheduled", "observedGeneration": 1, "status": "True", "lastProbeTime": null, "lastTransitionTime": "2026-01-02T03:04:15Z" }
              ],
              "hostIP": "127.0.0.1", "hostIPs": [{ "ip": "127.0.0.1" }], "startTime": "2026-01-02T03:04:05Z",
              "containerStatuses": [{ "name": "c", "state": { "waiting": { "reason": "ContainerCreating" } }, "lastState": {}, "ready": false, "restartCount": 0, "image": "busybox", "imageID": "", "started": false }],
              "resources": {}
            }
            """,
            PodStatusProjection.Project(One, PodRecovery.Begin(One, Start), "127.0.0.1", Now));
    }

    [Fact]
    public void A_running_pod_is_ready()
    {
        var mounts = new[] { new VolumeMount { Name = "data", MountPath = "/data" }, new VolumeMount { Name = "token", MountPath = "/t", ReadOnly = true } };
        var pod = PodOf(new PodSpec { Containers = [new Container { Name = "c", Image = "busybox", VolumeMounts = mounts }] });

        var status = Project(pod, Running("c"));

        Assert.Equal("Running", (string?)status["phase"]);
        Assert.Equal("127.20.1.1", (string?)status["podIP"]);
        Assert.All(status["conditions"]!.AsArray(), condition => Assert.Equal("True", (string?)condition!["status"]));
        AssertJson(
            """
            { "name": "c", "state": { "running": { "startedAt": "2026-01-02T03:04:05Z" } }, "lastState": {}, "ready": true, "restartCount": 0,
              "image": "busybox", "imageID": "docker.io/library/busybox@sha256:1", "containerID": "process://1", "started": true, "resources": {},
              "volumeMounts": [{ "name": "data", "mountPath": "/data" }, { "name": "token", "mountPath": "/t", "readOnly": true, "recursiveReadOnly": "Disabled" }] }
            """,
            status["containerStatuses"]![0]!);
    }

    [Fact]
    public void A_pod_in_a_crash_loop_is_running_but_not_ready()
    {
        var waits = Running("c") with { State = new RunState.Waiting("CrashLoopBackOff", "back-off 10s"), LastState = Died, RestartCount = 1, Started = false };

        var status = Project(One, waits);

        Assert.Equal("Running", (string?)status["phase"]);
        Assert.Equal("ContainersNotReady", (string?)Condition(status, "Ready")["reason"]);
        AssertJson("""{ "waiting": { "reason": "CrashLoopBackOff", "message": "back-off 10s" } }""", status["containerStatuses"]![0]!["state"]!);
        AssertJson(
            """
            { "terminated": { "exitCode": 3, "reason": "Error", "startedAt": "2026-01-02T03:04:05Z", "finishedAt": "2026-01-02T03:04:15Z", "containerID": "process://1" } }
            """,
            status["containerStatuses"]![0]!["lastState"]!);
    }

    [Fact]
    public void A_stopped_pod_whose_containers_ended_well_has_succeeded()
    {
        var status = Finished(One, Running("c") with { State = Died with { ExitCode = 0, Reason = "Completed" }, Started = false });

        Assert.Equal("Succeeded", (string?)status["phase"]);
        Assert.Equal(("True", "PodCompleted"), Words(status, "Initialized"));
        Assert.Equal(("False", "PodCompleted"), Words(status, "Ready"));
        Assert.Equal(("False", "PodCompleted"), Words(status, "ContainersReady"));
        Assert.Equal(("False", null), Words(status, "PodReadyToStartContainers"));
    }

    [Fact]
    public void A_stopped_pod_whose_containers_were_killed_has_failed()
    {
        var status = Finished(One, Running("c") with { State = Died with { ExitCode = 137 }, Started = false });

        Assert.Equal("Failed", (string?)status["phase"]);
        Assert.Equal(("False", "PodFailed"), Words(status, "Ready"));
    }

    [Fact]
    public void A_stopped_pod_that_never_ran_says_that_its_containers_were_not_found()
    {
        var pulling = new ContainerRecord { Name = "c", Image = "none", State = new RunState.Waiting("ErrImageNeverPull", "no") };

        var status = Finished(One, pulling);

        Assert.Equal("Failed", (string?)status["phase"]);
        Assert.Equal(("False", "ContainersNotReady"), Words(status, "Ready"));
        AssertJson(
            """
            { "terminated": { "exitCode": 137, "reason": "ContainerStatusUnknown", "message": "The container could not be located when the pod was terminated", "startedAt": null, "finishedAt": null } }
            """,
            status["containerStatuses"]![0]!["state"]!);
    }

    [Theory]
    [InlineData("Never", 0, "Succeeded")]
    [InlineData("Never", 1, "Failed")]
    [InlineData("OnFailure", 0, "Succeeded")]
    [InlineData("OnFailure", 1, "Running")]
    [InlineData("Always", 0, "Running")]
    public void The_phase_of_an_ended_container_follows_the_restart_policy(string policy, int exitCode, string phase)
    {
        var pod = PodOf(One.Spec! with { RestartPolicy = policy });

        Assert.Equal(phase, (string?)Project(pod, Running("c") with { State = Died with { ExitCode = exitCode } })["phase"]);
    }

    [Fact]
    public void While_init_containers_run_the_pod_is_pending_and_the_others_wait_for_them()
    {
        var pod = PodOf(One.Spec! with { InitContainers = [new Container { Name = "first", Image = "busybox" }, new Container { Name = "second", Image = "busybox" }] });
        var snapshot = PodRecovery.Begin(pod, Start);
        snapshot = snapshot with { Containers = snapshot.Containers.SetItem("first", Running("first")) };

        var status = PodStatusProjection.Project(pod, snapshot, "127.0.0.1", Now);

        Assert.Equal("Pending", (string?)status["phase"]);
        Assert.Equal("containers with incomplete status: [first second]", (string?)Condition(status, "Initialized")["message"]);
        Assert.Equal("PodInitializing", (string?)status["containerStatuses"]![0]!["state"]!["waiting"]!["reason"]);
        Assert.Equal("PodInitializing", (string?)status["initContainerStatuses"]![1]!["state"]!["waiting"]!["reason"]);
    }

    [Fact]
    public void A_condition_keeps_its_time_until_it_changes_and_foreign_conditions_come_first()
    {
        var before = One with
        {
            Status = new PodStatus
            {
                Conditions =
                [
                    new PodCondition { Type = "Ready", Status = "True", LastTransitionTime = Start },
                    new PodCondition { Type = "ContainersReady", Status = "False", LastTransitionTime = Start },
                    new PodCondition { Type = "DisruptionTarget", Status = "True", Reason = "EvictionByEvictionAPI", Message = "Eviction API: evicting", LastTransitionTime = Start },
                ],
            },
        };

        var status = Project(before, Running("c"));

        Assert.Equal("DisruptionTarget", (string?)status["conditions"]![0]!["type"]);
        Assert.Equal("Eviction API: evicting", (string?)status["conditions"]![0]!["message"]);
        Assert.Equal("2026-01-02T03:04:05Z", (string?)Condition(status, "Ready")["lastTransitionTime"]);
        Assert.Equal("2026-01-02T03:04:15Z", (string?)Condition(status, "ContainersReady")["lastTransitionTime"]);
    }

    [Fact]
    public void A_readiness_gate_holds_the_pod_back()
    {
        var pod = PodOf(One.Spec! with { ReadinessGates = [new PodReadinessGate { ConditionType = "example.com/ok" }] });

        var status = Project(pod, Running("c"));

        Assert.Equal(("False", "ReadinessGatesNotReady"), Words(status, "Ready"));
        Assert.Equal(("True", null), Words(status, "ContainersReady"));
    }

    [Fact]
    public void A_node_that_finds_a_pod_of_its_earlier_life_goes_on_counting_restarts()
    {
        var known = new ContainerStatus { Name = "c", ContainerID = "process://0", RestartCount = 4, State = new ContainerState { Running = new ContainerStateRunning() } };

        var record = PodRecovery.Begin(One with { Status = new PodStatus { ContainerStatuses = [known] } }, Now).Containers["c"];

        Assert.Equal(4, record.RestartCount);
        Assert.Equal("ContainerStatusUnknown", record.LastState!.Reason);
    }

    private static Pod PodOf(PodSpec spec) => new() { Metadata = new ObjectMeta { Name = "one", Namespace = "default", Generation = 1 }, Spec = spec };

    private static ContainerRecord Running(string name) => new()
    {
        Name = name,
        Image = "busybox",
        ImageId = "docker.io/library/busybox@sha256:1",
        ContainerId = "process://1",
        State = new RunState.Running(Start),
        Started = true,
        PassesReadiness = true,
    };

    private static PodSnapshot Snapshot(ContainerRecord record) => new()
    {
        StartTime = Start,
        Address = "127.20.1.1",
        CanStartContainers = true,
        Containers = ImmutableDictionary<string, ContainerRecord>.Empty.Add(record.Name, record),
    };

    private static JsonObject Project(Pod pod, ContainerRecord record) => PodStatusProjection.Project(pod, Snapshot(record), "127.0.0.1", Now);

    private static JsonObject Finished(Pod pod, ContainerRecord record) =>
        PodStatusProjection.Project(pod, PodRecovery.Finish(Snapshot(record)), "127.0.0.1", Now);

    private static JsonNode Condition(JsonObject status, string type) => status["conditions"]!.AsArray().Single(condition => (string?)condition!["type"] == type)!;

    private static (string?, string?) Words(JsonObject status, string type) => ((string?)Condition(status, type)["status"], (string?)Condition(status, type)["reason"]);

    private static void AssertStatus(string expected, JsonObject actual) => AssertJson(expected, actual);

    private static void AssertJson(string expected, JsonNode actual) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), actual), $"expected {JsonNode.Parse(expected)!.ToJsonString()}\n but got {actual.ToJsonString()}");
}
