using System.Text.Json.Nodes;
using Kubernetes.Client;
using Kubernetes.Models;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using Operator.Api;

namespace EndToEnd.Tests;

/// <summary>One playground for all tests of a class; each test has apps of its own names in it.</summary>
public sealed class SharedPlayground : IAsyncLifetime
{
    public Playground Playground { get; private set; } = null!;

    public KubeClient Client => Playground.Client;

    public async Task InitializeAsync() => Playground = await Playground.StartAsync();

    public async Task DisposeAsync() => await Playground.DisposeAsync();

    public Task PatchAppAsync(string name, string spec) => PatchAsync<CounterApp>(name, $$"""{"spec":{{spec}}}""");

    public Task PatchAsync<T>(string name, string patch)
        where T : class, IResource<T> =>
        Client.PatchAsync<T>(Playground.Key(name), Patch.Merge(JsonNode.Parse(patch)!.AsObject()), null, CancellationToken.None);

    public async Task<bool> IsGoneAsync<T>(string name)
        where T : class, IResource<T> =>
        await Client.FindAsync<T>(Playground.Key(name), CancellationToken.None) is null;

    public Task DeleteAppAsync(string name) => Client.DeleteAsync<CounterApp>(Playground.Key(name), null, CancellationToken.None);

    /// <summary>Waits until the app's message and phase are as a test expects, and returns it.</summary>
    public Task<CounterApp> SaysAsync(string name, string phase, string words, TimeSpan? within = null) => Eventually.Finds(
        async () => await Playground.FindAppAsync(name) is { Status: { } status } app
            && status.Phase == phase && status.Message?.Contains(words, StringComparison.Ordinal) == true ? app : null,
        $"{name} {phase} with a message that contains \"{words}\"",
        within);

    public Task GoneAsync(string name) => Eventually.Holds(
        async () => await IsGoneAsync<CounterApp>(name)
            && (await Client.ListAsync<Pod>(new ListOptions { Namespace = Playground.Namespace, LabelSelector = $"{Labels.Instance}={name}" }, CancellationToken.None)).Items.Count == 0
            && (await Client.ListAsync<Service>(new ListOptions { Namespace = Playground.Namespace, LabelSelector = $"{Labels.Instance}={name}" }, CancellationToken.None)).Items.Count == 0,
        $"{name} and its children gone",
        TimeSpan.FromSeconds(60));

    /// <summary>The writes that the operator has sent about objects whose name begins so.</summary>
    public int WritesAbout(string name) => Playground.Cluster.Api.Requests.All.Count(request =>
        request.IsWrite && request.UserAgent.Contains("counterapp-operator", StringComparison.Ordinal) && request.Resource != "events"
        && request.Name.StartsWith(name, StringComparison.Ordinal));

    /// <summary>Waits until the operator has had nothing to write about an app for a second, and returns how many writes there were.</summary>
    public async Task<int> QuietAsync(string name)
    {
        var (writes, since) = (-1, System.Diagnostics.Stopwatch.StartNew());
        await Eventually.Holds(
            () =>
            {
                var now = WritesAbout(name);
                if (now != writes) (writes, since) = (now, System.Diagnostics.Stopwatch.StartNew());
                return Task.FromResult(since.Elapsed > TimeSpan.FromSeconds(1));
            },
            $"no writes about {name}");
        return writes;
    }

    public static CounterApp App(string name, CounterAppSpec spec) => new() { Metadata = new ObjectMeta { Name = name, Namespace = Playground.Namespace }, Spec = spec };
}
