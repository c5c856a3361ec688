using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EndToEnd.Tests.Clusters;
using Kubernetes.Client;
using Kubernetes.Models;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using LocalCluster.ApiServer.Recording;
using Operator.Api;

namespace EndToEnd.Tests.Fuzz;

/// <summary>
/// Random CounterApps: the API server answers each, the operator looks at every one that got in and never hurries in circles, and objects of
/// others stay as they are. <c>COUNTERAPP_FUZZ_APPS=10000</c> sends ten thousand, <c>COUNTERAPP_FUZZ_SEED</c> repeats a run; each failure names its seed.
/// </summary>
public sealed partial class FuzzTests : IAsyncLifetime, IDisposable
{
    private const int BatchSize = 500;

    /// <summary>What an app may cost: its children, its statuses, its events, its end. A loop that runs hot is far beyond.</summary>
    private const int RequestsPerApp = 60;

    private static readonly int Count = Setting("COUNTERAPP_FUZZ_APPS", 1_000);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(200);

    private readonly int _seed = Setting("COUNTERAPP_FUZZ_SEED", Random.Shared.Next());
    private readonly ErrorLog _errors = new();
    private Playground _playground = null!;

    public async Task InitializeAsync() => _playground = await Playground.StartAsync(withNode: false, loggers: _errors);

    public async Task DisposeAsync() => await _playground.DisposeAsync();

    public void Dispose() => _errors.Dispose();

    [LocalClusterFact(Needs.Requests)]
    public async Task Whatever_is_sent_nothing_crashes_nothing_runs_hot_and_nothing_of_others_is_touched()
    {
        var apps = new RandomApps(_seed);
        var bystanders = new Bystanders(_playground.Client);
        await bystanders.CreateAsync();
        await bystanders.RememberAsync();
        var accepted = 0;
        try
        {
            for (var first = 0; first < Count; first += BatchSize)
            {
                var names = Enumerable.Range(first, Math.Min(BatchSize, Count - first)).Select(number => $"fuzz-{number.ToString(CultureInfo.InvariantCulture)}");
                accepted += await PlayAsync([.. names.Select(name => (apps.Next(name, Bystanders.Names), name, apps.Change()))]);
            }

            await bystanders.AssertUntouchedAsync();
            Assert.InRange(accepted, Count / 20, Count);
        }
        catch (Exception e) when (e is not InvalidOperationException)
        {
            throw new InvalidOperationException($"seed {_seed}: {e.Message}\n{string.Join('\n', _playground.OperatorLog.Split('\n').TakeLast(20))}", e);
        }
    }

    /// <summary>One batch: created, looked at, changed, looked at, deleted. Answers how many got in.</summary>
    private async Task<int> PlayAsync(IReadOnlyList<(JsonObject App, string Name, JsonObject Change)> batch)
    {
        var before = _playground.Cluster.Api.Requests.Count;
        await Parallel.ForEachAsync(batch, Four, async (one, _) => await SendAsync(HttpMethod.Post, "", KubeRequest.Json, one.App));
        await Parallel.ForEachAsync(batch.Where((_, index) => index % 3 == 0), Four, async (one, _) => await SendAsync(HttpMethod.Patch, $"/{one.Name}", "application/merge-patch+json", one.Change));
        await EveryAppIsSeenAsync();
        var present = (await AppsAsync()).Count;
        await DeleteAllAsync();
        AssertCalm(_playground.Cluster.Api.Requests.Since(before), present);
        return present;
    }

    private async Task EveryAppIsSeenAsync() => await Eventually.Succeeds(
        async () =>
        {
            var unseen = (await AppsAsync()).Where(app => (long?)app["status"]?["observedGeneration"] != (long?)app["metadata"]!["generation"]).ToList();
            Assert.True(unseen.Count == 0, $"{unseen.Count} apps are not looked at, such as {unseen.FirstOrDefault()?.ToJsonString()}");
        },
        Patience);

    /// <summary>Deletes the apps, takes finalizers of others back, and removes what deletion keeps on purpose: claims.</summary>
    private async Task DeleteAllAsync()
    {
        foreach (var app in (await AppsAsync()).Where(app => app["metadata"]!["finalizers"] is not null))
            await SendAsync(HttpMethod.Patch, $"/{app["metadata"]!["name"]}", "application/merge-patch+json", JsonNode.Parse("""{"metadata":{"finalizers":null}}""")!.AsObject());
        await _playground.Client.DeleteCollectionAsync<CounterApp>(new ListOptions { Namespace = "default" }, CancellationToken.None);
        await Eventually.Succeeds(async () => Assert.Empty(await AppsAsync()), Patience);
        await Eventually.Succeeds(
            async () => Assert.Empty((await _playground.Client.ListAsync<Service>(new ListOptions { Namespace = "default", LabelSelector = "app.kubernetes.io/managed-by=counterapp-operator" }, CancellationToken.None)).Items),
            Patience);
        await _playground.Client.DeleteCollectionAsync<PersistentVolumeClaim>(
            new ListOptions { Namespace = "default", LabelSelector = "app.kubernetes.io/managed-by=counterapp-operator" }, CancellationToken.None);
    }

    private void AssertCalm(IReadOnlyList<RecordedRequest> requests, int present)
    {
        Assert.Empty(_errors.Lines);
        Assert.DoesNotContain(requests, request => request.Status >= 500 && !IsApplyRefusal(request));
        Assert.True(_playground.IsOperatorRunning, "the operator ended");
        Assert.DoesNotMatch(Broken(), _playground.OperatorLog);
        var busiest = requests.Where(IsOfOperator).GroupBy(request => request.Name).Where(name => name.Key.StartsWith("fuzz-", StringComparison.Ordinal)).MaxBy(name => name.Count());
        Assert.True(busiest is null || busiest.Count() <= RequestsPerApp, $"{busiest?.Count()} requests about {busiest?.Key}");
        Assert.InRange(requests.Count(IsOfOperator), 0, 100 + (present * RequestsPerApp / 2));
    }

    /// <summary>A real server answers an apply that names an unknown field (golden case "unknown field is refused"), or a text that is no quantity, with a 500.</summary>
    private static bool IsApplyRefusal(RecordedRequest request) => request is { Status: 500, Verb: "patch", Resource: "statefulsets" };

    private async Task SendAsync(HttpMethod method, string path, string type, JsonObject body)
    {
        var request = new KubeRequest(method, $"/apis/counterapp.io/v1alpha1/namespaces/default/counterapps{path}")
        {
            ContentType = type,
            Body = Encoding.UTF8.GetBytes(body.ToJsonString()),
            MayRetry = false,
        };
        try
        {
            using var response = await _playground.Client.SendAsync(request, CancellationToken.None);
        }
        catch (ApiException e)
        {
            Assert.True(e.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity or HttpStatusCode.Conflict or HttpStatusCode.NotFound, $"{(int)e.StatusCode} {e.Message} to {body.ToJsonString()}");
            Assert.False(string.IsNullOrWhiteSpace(e.Message));
        }
    }

    /// <summary>All apps. Not asked for more often than a few times a second: the server has other things to do.</summary>
    private async Task<IReadOnlyList<JsonObject>> AppsAsync()
    {
        await Task.Delay(BetweenLooks, TimeProvider.System);
        using var response = await _playground.Client.SendAsync(new KubeRequest(HttpMethod.Get, "/apis/counterapp.io/v1alpha1/namespaces/default/counterapps"), CancellationToken.None);
        return [.. JsonNode.Parse(await response.Content.ReadAsStringAsync(CancellationToken.None), null, new JsonDocumentOptions { MaxDepth = JsonDepth.Most })!["items"]!.AsArray().Select(app => app!.AsObject())];
    }

    private static bool IsOfOperator(RecordedRequest request) => request.UserAgent.Contains("counterapp-operator", StringComparison.Ordinal);

    private static ParallelOptions Four => new() { MaxDegreeOfParallelism = 4 };

    private static int Setting(string name, int usual) => int.TryParse(Environment.GetEnvironmentVariable(name), out var set) ? set : usual;

    /// <summary>An exception that no server has sent: a mistake of the operator's own.</summary>
    [GeneratedRegex(@"Unhandled exception|System\.(NullReference|Argument|Format|InvalidOperation|InvalidCast|IndexOutOfRange|Overflow|Collections|Text)\w*Exception|StackOverflow")]
    private static partial Regex Broken();
}
