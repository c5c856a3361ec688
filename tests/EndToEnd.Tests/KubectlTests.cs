using System.Text.RegularExpressions;

namespace EndToEnd.Tests;

/// <summary>Stock kubectl against the local cluster: each command prints what a real cluster makes it print.</summary>
public sealed class KubectlTests : IAsyncLifetime
{
    private const string Sample = """
        apiVersion: counterapp.io/v1alpha1
        kind: CounterApp
        metadata:
          name: app-python
        spec:
          image: counterapp:1.0
          replicas: 2
          port: 5000
          storage:
            volumeName: counter-python
            size: 10Mi
        """;

    private Playground _playground = null!;
    private Kubectl _kubectl = null!;

    public async Task InitializeAsync()
    {
        _playground = await Playground.StartAsync();
        _kubectl = new Kubectl(_playground);
    }

    public async Task DisposeAsync() => await _playground.DisposeAsync();

    [KubectlFact]
    public async Task Apply_get_describe_and_explain_speak_as_on_a_real_cluster()
    {
        Assert.Equal("counterapp.counterapp.io/app-python created\n", await ApplyAsync(Sample));
        Assert.Equal("counterapp.counterapp.io/app-python unchanged\n", await ApplyAsync(Sample));
        await _playground.ReadyAsync("app-python", 2);

        var all = await _kubectl.RunAsync("get", "pods,statefulsets,services,persistentvolumeclaims");
        Assert.Matches(@"pod/app-python-0\s+1/1\s+Running\s+0\s+\d+s", all);
        Assert.Matches(@"pod/app-python-1\s+1/1\s+Running\s+0\s+\d+s", all);
        Assert.Matches(@"statefulset.apps/app-python\s+2/2\s+\d+s", all);
        Assert.Matches(@"service/app-python\s+NodePort\s+[\d.]+\s+<none>\s+5000:3\d{4}/TCP\s+\d+s", all);
        Assert.Matches(@"persistentvolumeclaim/counter-python-app-python-0\s+Bound\s+pvc-[0-9a-f-]{36}\s+10Mi\s+RWO\s+standard", all);

        Assert.Matches(@"NAME\s+READY\s+PHASE\s+STRATEGY\s+STEP\s+VISITS\s+NODEPORT\s+AGE\s+app-python\s+2/2\s+Healthy\s+RollingUpdate", await _kubectl.RunAsync("get", "counterapps"));
        Assert.Matches(@"IMAGE\s+REVISION\s+MESSAGE", await _kubectl.RunAsync("get", "capp", "-o", "wide"));
        Assert.Contains("Normal", await _kubectl.RunAsync("describe", "counterapp", "app-python"), StringComparison.Ordinal);
        Assert.Contains($"Successfully assigned {Playground.Namespace}/app-python-0", await _kubectl.RunAsync("describe", "pod", "app-python-0"), StringComparison.Ordinal);
        Assert.Contains("SuccessfulCreate", await _kubectl.RunAsync("get", "events"), StringComparison.Ordinal);
        Assert.Contains("replicas", await _kubectl.RunAsync("explain", "counterapp.spec"), StringComparison.Ordinal);
        Assert.Contains("counterapps", await _kubectl.RunAsync("api-resources"), StringComparison.Ordinal);
    }

    [KubectlFact]
    public async Task Exec_logs_wait_and_rollout_status_work_on_its_pods()
    {
        await ApplyAsync(Sample);
        Assert.Contains("condition met", await _kubectl.RunAsync("wait", "--for=condition=Ready", "counterapp/app-python", "--timeout=30s"), StringComparison.Ordinal);
        await Visitors.VisitAsync(await _playground.UrlAsync("app-python"), 10);

        var first = long.Parse(await _kubectl.RunAsync("exec", "app-python-0", "--", "cat", "/data/visits.txt"), System.Globalization.CultureInfo.InvariantCulture);
        var second = long.Parse(await _kubectl.RunAsync("exec", "app-python-1", "--", "cat", "/data/visits.txt"), System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(10, first + second);
        Assert.Equal((3, true), await ExitCodeAsync("exec", "app-python-0", "--", "sh", "-c", "exit 3"));
        Assert.Equal("hello", (await _kubectl.TryAsync("hello", "exec", "-i", "app-python-0", "--", "cat")).Output);
        Assert.NotEmpty(await _kubectl.RunAsync("logs", "app-python-0"));
        Assert.Contains("complete", await _kubectl.RunAsync("rollout", "status", "statefulset/app-python", "--timeout=30s"), StringComparison.Ordinal);
    }

    [KubectlFact]
    public async Task Scale_edit_and_delete_work_on_the_CounterApp()
    {
        await ApplyAsync(Sample);
        await _playground.ReadyAsync("app-python", 2);
        await using var traffic = await VisitAsync();

        await _kubectl.RunAsync("scale", "counterapp", "app-python", "--replicas=3");
        await _playground.ReadyAsync("app-python", 3);
        await _kubectl.RunAsync("edit", "counterapp", "app-python");
        await Eventually.Succeeds(async () => Assert.Equal("counterapp:1.1", (await _playground.FindPodAsync("app-python-0"))?.Spec!.Containers![0].Image));
        await _playground.ReadyAsync("app-python", 3);
        await _kubectl.RunAsync("delete", "counterapp", "app-python", "--timeout=30s");

        await Eventually.Succeeds(async () => Assert.DoesNotContain("app-python", await _kubectl.RunAsync("get", "pods,statefulsets,services"), StringComparison.Ordinal));
        await traffic.EndAsync(Promise.DownForGood);
        Assert.Equal(3, Regex.Count(await _kubectl.RunAsync("get", "pvc"), "Bound"));
    }

    [KubectlFact]
    public async Task Server_side_apply_and_watching_work()
    {
        Assert.Equal("counterapp.counterapp.io/app-python serverside-applied\n", (await _kubectl.TryAsync(Sample, "apply", "--server-side", "-f", "-")).Output);
        await _playground.ReadyAsync("app-python", 2);
        await using var traffic = await VisitAsync();
        using var watching = _kubectl.Start("get", "pods", "-w", "--no-headers");
        using var following = _kubectl.Start("logs", "-f", "app-python-1");

        var header = await ReadLineAsync(watching.StandardOutput);
        await _kubectl.RunAsync("delete", "pod", "app-python-1", "--wait=false");
        var seen = new List<string>();
        await Eventually.Holds(
            async () =>
            {
                seen.Add(await ReadLineAsync(watching.StandardOutput));
                return seen[^1].StartsWith("app-python-1", StringComparison.Ordinal) && seen[^1].Contains("Terminating", StringComparison.Ordinal);
            },
            "app-python-1 terminating in the watch");

        Assert.StartsWith("app-python-0", header, StringComparison.Ordinal);
        await following.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromSeconds(20)).Token);
        watching.Kill();
        await traffic.EndAsync(Promise.NoVisitIsLost);
    }

    [KubectlFact]
    public async Task A_bad_manifest_is_refused_with_the_name_of_the_field()
    {
        var (code, output) = await _kubectl.TryAsync(Sample.Replace("replicas: 2", "replicas: -1", StringComparison.Ordinal), "apply", "-f", "-");
        Assert.Equal(1, code);
        Assert.Contains("spec.replicas: Invalid value: -1: spec.replicas in body should be greater than or equal to 0", output, StringComparison.Ordinal);

        (code, output) = await _kubectl.TryAsync(Sample + "\n  colour: blue\n", "apply", "-f", "-");
        Assert.Equal(1, code);
        Assert.Contains("unknown field \"spec.colour\"", output, StringComparison.Ordinal);
    }

    private Task<Traffic> VisitAsync() => Traffic.StartAsync(_playground.Visited("app-python") with { VolumeName = "counter-python" });

    private async Task<string> ApplyAsync(string manifest)
    {
        var (code, output) = await _kubectl.TryAsync(manifest, "apply", "-f", "-");
        Assert.True(code == 0, output);
        return output;
    }

    private async Task<(int Code, bool Said)> ExitCodeAsync(params string[] arguments)
    {
        var (code, output) = await _kubectl.TryAsync(null, arguments);
        return (code, output.Contains("exit code 3", StringComparison.Ordinal));
    }

    private static async Task<string> ReadLineAsync(StreamReader reader)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        return await reader.ReadLineAsync(deadline.Token) ?? throw new EndOfStreamException("kubectl ended");
    }
}
