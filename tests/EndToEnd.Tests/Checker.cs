using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Kubernetes.Client;
using Kubernetes.Models.Core;
using Operator.Api;

namespace EndToEnd.Tests;

/// <summary>
/// Reads what the pods of an app know, again and again, and holds it against what a crowd was told: never more visits than were asked for, and,
/// whenever all pods answer, never fewer than had been acknowledged before.
/// </summary>
internal sealed class Checker : IAsyncDisposable
{
    private readonly Playground _playground;
    private readonly Crowd _crowd;
    private readonly string _app;
    private readonly Dictionary<string, long> _known = [];
    private readonly CancellationTokenSource _over = new();
    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromSeconds(5) };
    private readonly Task _running;

    public Checker(Playground playground, Crowd crowd, string app = "web")
    {
        (_playground, _crowd, _app) = (playground, crowd, app);
        _running = RunAsync();
    }

    /// <summary>How many times all pods have answered.</summary>
    public int Rounds { get; private set; }

    public List<string> Faults { get; } = [];

    public async Task StopAsync()
    {
        await _over.CancelAsync();
        await _running;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _client.Dispose();
        _over.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_over.IsCancellationRequested)
        {
            var before = _crowd.Acknowledged;
            var isWhole = await ReadAsync();
            var (known, asked) = (_known.Values.Sum(), _crowd.Asked);
            if (known > asked) Faults.Add($"{known} visits are known and {asked} were asked for");
            if (isWhole && known < before) Faults.Add($"{known} visits are known and {before} were acknowledged");
            if (isWhole) Rounds++;
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
    }

    /// <summary>Whether every pod has told what it knows, and none has come or gone meanwhile.</summary>
    private async Task<bool> ReadAsync()
    {
        var pods = await PodsAsync();
        var answers = await Task.WhenAll(pods.Select(AskAsync));
        foreach (var (key, visits) in answers.OfType<JsonObject>().SelectMany(entries => entries))
            _known[key] = Math.Max(_known.GetValueOrDefault(key), (long)visits!);
        var after = await PodsAsync();
        return answers.All(answer => answer is not null) && after.Select(pod => pod.Metadata.Uid).SequenceEqual(pods.Select(pod => pod.Metadata.Uid));
    }

    private async Task<IReadOnlyList<Pod>> PodsAsync() =>
        (await _playground.Client.ListAsync<Pod>(new ListOptions { Namespace = Playground.Namespace, LabelSelector = $"{Labels.Instance}={_app}" }, CancellationToken.None)).Items;

    private async Task<JsonObject?> AskAsync(Pod pod)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"http://{pod.Status?.PodIP}:5000/visits");
            request.Headers.Accept.ParseAdd("application/json");
            using var response = await _client.SendAsync(request);
            return (await response.Content.ReadFromJsonAsync<JsonObject>())?["entries"] as JsonObject;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or System.Text.Json.JsonException or InvalidOperationException or UriFormatException)
        {
            return null;
        }
    }
}
