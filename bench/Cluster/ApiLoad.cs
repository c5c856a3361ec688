using System.Diagnostics;
using System.Text;
using Kubernetes.Client;

namespace Bench.Cluster;

/// <summary>Requests to the API server of a cluster, many at a time.</summary>
internal sealed class ApiLoad(KubeClient client)
{
    private const int Concurrency = 64;
    private int _turn;

    public Task NamespaceAsync(string name, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, "/api/v1/namespaces", $$$"""{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"{{{name}}}"}}""", KubeRequest.Json, cancellationToken);

    public Task CreateAsync(string space, int count, CancellationToken cancellationToken) =>
        EachAsync(count, i => SendAsync(HttpMethod.Post, Collection(space), ConfigMap(i), KubeRequest.Json, cancellationToken), cancellationToken);

    /// <summary>So many merge patches, each of which changes its object, spread over the first <paramref name="objects"/>.</summary>
    public Task PatchAsync(string space, int count, int objects, CancellationToken cancellationToken) => EachAsync(
        count,
        i => SendAsync(HttpMethod.Patch, $"{Collection(space)}/small-{i % objects}", $$$"""{"data":{"turn":"{{{Interlocked.Increment(ref _turn)}}}"}}""", "application/merge-patch+json", cancellationToken),
        cancellationToken);

    /// <returns>How long the whole list took to arrive.</returns>
    public async Task<TimeSpan> ListAsync(string space, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        using var response = await client.SendAsync(new KubeRequest(HttpMethod.Get, Collection(space)), cancellationToken);
        await response.Content.CopyToAsync(Stream.Null, cancellationToken);
        return clock.Elapsed;
    }

    /// <summary>Watches until so many events have come.</summary>
    public async Task WatchAsync(string space, int events, TaskCompletionSource opened, CancellationToken cancellationToken)
    {
        using var response = await client.SendAsync(new KubeRequest(HttpMethod.Get, Collection(space) + "?watch=1&resourceVersion=" + await VersionAsync(space, cancellationToken)), cancellationToken);
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        opened.SetResult();
        var block = new byte[64 * 1024];
        while (events > 0)
        {
            var length = await stream.ReadAsync(block, cancellationToken);
            events -= block.AsSpan(0, length).Count((byte)'\n');
        }
    }

    private async Task<string> VersionAsync(string space, CancellationToken cancellationToken)
    {
        using var response = await client.SendAsync(new KubeRequest(HttpMethod.Get, Collection(space) + "?limit=1"), cancellationToken);
        var list = System.Text.Json.Nodes.JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellationToken))!;
        return (string)list["metadata"]!["resourceVersion"]!;
    }

    private static string Collection(string space) => $"/api/v1/namespaces/{space}/configmaps";

    private static string ConfigMap(int i) =>
        $$$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"small-{{{i}}}","labels":{"app":"bench"}},"data":{"turn":"0","text":"a small object"}}""";

    private static Task EachAsync(int count, Func<int, Task> act, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = Concurrency, CancellationToken = cancellationToken }, async (i, _) => await act(i));

    private async Task SendAsync(HttpMethod method, string path, string body, string type, CancellationToken cancellationToken)
    {
        var request = new KubeRequest(method, path) { ContentType = type, Body = Encoding.UTF8.GetBytes(body) };
        using var response = await client.SendAsync(request, cancellationToken);
        await response.Content.CopyToAsync(Stream.Null, cancellationToken);
    }
}
