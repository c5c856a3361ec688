using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Kubernetes.Models.Core;
using LocalCluster.Node.Endpoint;
using static LocalCluster.Tests.Node.RunningNode;

namespace LocalCluster.Tests.Node.Endpoint;

/// <summary>Logs, commands and ports of pods through the node's own endpoint.</summary>
public sealed class NodeEndpointTests : IAsyncLifetime
{
    private const string Forever = "trap 'exit 0' TERM; while :; do sleep 0.05; done";

    private RunningNode _node = null!;

    public async Task InitializeAsync() => _node = await RunningNode.StartAsync();

    public async Task DisposeAsync() => await _node.DisposeAsync();

    [Fact]
    public async Task Nobody_is_served_without_the_token()
    {
        using var http = new HttpClient { BaseAddress = _node.Agent.EndpointAddress };

        using var answer = await http.GetAsync(new Uri("/containerLogs/default/one/c", UriKind.Relative));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task A_log_that_is_not_there_says_why()
    {
        var pod = Of("pulling", new Container { Name = "c", Image = "nowhere/none" });
        await _node.RunAsync(pod, found => found.Status?.ContainerStatuses is [{ State.Waiting.Reason: "ImagePullBackOff" }], "ImagePullBackOff");

        using var waiting = await _node.Http.GetAsync(new Uri("/containerLogs/default/pulling/c", UriKind.Relative));
        using var previous = await _node.Http.GetAsync(new Uri("/containerLogs/default/pulling/c?previous=true", UriKind.Relative));
        using var missing = await _node.Http.GetAsync(new Uri("/containerLogs/default/none/c", UriKind.Relative));

        Assert.Equal(HttpStatusCode.BadRequest, waiting.StatusCode);
        Assert.Equal("container \"c\" in pod \"pulling\" is waiting to start: trying and failing to pull image", await waiting.Content.ReadAsStringAsync());
        Assert.Equal("previous terminated container \"c\" in pod \"pulling\" not found", await previous.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    [Fact]
    public async Task A_command_gets_its_input_and_gives_its_output_and_exit_code()
    {
        await _node.RunAsync(Shell("one", Forever));
        using var exec = await OpenAsync("one", "stdin=true&stdout=true&stderr=true", "/bin/sh", "-c", "cat; echo problem >&2; exit 3");

        await exec.SendAsync(ExecChannel.Input, "hello\n");
        await exec.SendAsync(ExecChannel.Close, [(byte)ExecChannel.Input]);
        await exec.ReadToEndAsync();

        Assert.Equal("hello\n", exec.Text(ExecChannel.Output));
        Assert.Equal("problem\n", exec.Text(ExecChannel.Error));
        var status = JsonNode.Parse(exec.Text(ExecChannel.Status))!;
        Assert.Equal("NonZeroExitCode", (string?)status["reason"]);
        Assert.Equal("3", (string?)status["details"]!["causes"]![0]!["message"]);
    }

    [Fact]
    public async Task A_command_on_a_terminal_has_one_of_the_size_that_the_client_says()
    {
        if (!_node.Agent.Mounts) return;
        await _node.RunAsync(Shell("one", Forever));
        using var exec = await OpenAsync("one", "stdin=true&stdout=true&tty=true", "/bin/sh", "-c", "read line; stty size; echo \"got $line on $(tty)\"");

        await exec.SendAsync(ExecChannel.Resize, """{"Width":123,"Height":45}""");
        await exec.SendAsync(ExecChannel.Input, "word\n");
        await exec.ReadToEndAsync();

        Assert.Contains("45 123", exec.Text(ExecChannel.Output), StringComparison.Ordinal);
        Assert.Contains("got word on /dev/pts/", exec.Text(ExecChannel.Output), StringComparison.Ordinal);
        Assert.Equal("Success", (string?)JsonNode.Parse(exec.Text(ExecChannel.Status))!["status"]);
    }

    [Fact]
    public async Task A_client_that_goes_away_takes_its_command_along()
    {
        if (!OperatingSystem.IsLinux()) return;
        var marker = $"{Random.Shared.Next(100_000, 999_999)}";
        await _node.RunAsync(Shell("one", Forever));
        using (await OpenAsync("one", "stdout=true", "sleep", marker))
        {
            await Eventually.Holds(() => Task.FromResult(Sleeps(marker)), "the command runs", Deadline);
        }

        await Eventually.Holds(() => Task.FromResult(!Sleeps(marker)), "the command is gone", Deadline);
    }

    [Fact]
    public async Task The_app_counts_keeps_its_visits_on_its_volume_and_is_reached_through_the_node()
    {
        var container = new Container
        {
            Name = "c",
            Image = "counterapp:1.2.3",
            Ports = [new ContainerPort { ContainerPortValue = 5000 }],
            ReadinessProbe = new Probe { HttpGet = new HTTPGetAction { Path = "/readyz", Port = 5000 } },
            VolumeMounts = [new VolumeMount { Name = "visits", MountPath = "/data" }],
        };
        var pod = Of("app", container);
        await _node.RunAsync(pod with { Spec = pod.Spec! with { Volumes = [new Volume { Name = "visits", EmptyDir = new EmptyDirVolumeSource() }] } });

        for (var i = 1; i <= 3; i++)
            Assert.Contains($"{i} visit", await _node.Http.GetStringAsync(new Uri("/podProxy/default/app/5000/", UriKind.Relative)), StringComparison.Ordinal);
        Assert.Contains("1.2.3", await _node.Http.GetStringAsync(new Uri("/podProxy/default/app/5000/version", UriKind.Relative)), StringComparison.Ordinal);
        using var exec = await OpenAsync("app", "stdout=true", "cat", "/data/visits.txt");
        await exec.ReadToEndAsync();

        if (_node.Agent.Mounts) Assert.Equal("3", exec.Text(ExecChannel.Output).Trim());
    }

    private static bool Sleeps(string marker) => Directory.EnumerateDirectories("/proc").Any(process =>
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline")) == $"sleep\0{marker}\0";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    });

    private async Task<ExecClient> OpenAsync(string pod, string query, params string[] command)
    {
        var words = string.Concat(command.Select(word => $"&command={Uri.EscapeDataString(word)}"));
        var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol(ExecSocket.V5);
        socket.Options.SetRequestHeader("Authorization", $"Bearer {_node.Options.EndpointToken}");
        var address = new UriBuilder(_node.Agent.EndpointAddress) { Scheme = "ws", Path = $"/exec/default/{pod}/c", Query = query + words };
        await socket.ConnectAsync(address.Uri, CancellationToken.None);
        return new ExecClient(socket);
    }

    private sealed class ExecClient(ClientWebSocket socket) : IDisposable
    {
        private readonly Dictionary<ExecChannel, StringBuilder> _text = [];

        public string Text(ExecChannel channel) => _text.TryGetValue(channel, out var text) ? text.ToString() : "";

        public Task SendAsync(ExecChannel channel, string text) => SendAsync(channel, Encoding.UTF8.GetBytes(text));

        public async Task SendAsync(ExecChannel channel, byte[] data) =>
            await socket.SendAsync((byte[])[(byte)channel, .. data], WebSocketMessageType.Binary, endOfMessage: true, CancellationToken.None);

        public async Task ReadToEndAsync()
        {
            using var deadline = new CancellationTokenSource(Deadline);
            var buffer = new byte[64 * 1024];
            while (true)
            {
                var result = await socket.ReceiveAsync(buffer, deadline.Token);
                if (result.MessageType == WebSocketMessageType.Close) return;

                var channel = (ExecChannel)buffer[0];
                if (!_text.TryGetValue(channel, out var text)) _text[channel] = text = new StringBuilder();
                text.Append(Encoding.UTF8.GetString(buffer, 1, result.Count - 1));
            }
        }

        public void Dispose() => socket.Dispose();
    }
}
