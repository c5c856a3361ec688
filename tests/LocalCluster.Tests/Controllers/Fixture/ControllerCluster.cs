using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kubernetes.Client;
using Kubernetes.Models;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using LocalCluster.ApiServer;
using LocalCluster.Controllers;
using Microsoft.Extensions.Logging.Abstractions;
using TestKit;

namespace LocalCluster.Tests.Controllers.Fixture;

/// <summary>An API server with its controllers and a node that only pretends: pods become ready at once and run nothing.</summary>
internal sealed class ControllerCluster : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(15);

    private readonly ApiHost _api;
    private readonly ControllerSet _controllers;
    private readonly FakeNode _node;
    private readonly Complaints _complaints;

    private ControllerCluster(ApiHost api, KubeClient client, ControllerSet controllers, FakeNode node, string directory, Complaints complaints)
    {
        (_api, Client, _controllers, _node, DataDirectory, _complaints) = (api, client, controllers, node, directory, complaints);
    }

    public KubeClient Client { get; }

    public FakeNode Node => _node;

    public string DataDirectory { get; }

    /// <summary>Starts over an empty data directory, or over that of an earlier cluster.</summary>
    public static async Task<ControllerCluster> StartAsync(string? dataDirectory = null)
    {
        var directory = dataDirectory ?? Directory.CreateTempSubdirectory("controllers-").FullName;
        var api = await ApiHost.StartAsync(new ApiOptions { DataDirectory = directory }, NullLoggerFactory.Instance, CancellationToken.None);
        var client = new KubeClient(api.AdminConfig);
        var options = new ControllerSetOptions { DataDirectory = directory, RootCertificate = api.AdminConfig.Tls?.AuthorityPem ?? "" };
        var complaints = new Complaints();
        var node = await FakeNode.StartAsync(client, complaints);
        var controllers = await ControllerSet.StartAsync(client, options, complaints, CancellationToken.None);
        var cluster = new ControllerCluster(api, client, controllers, node, directory, complaints);
        // Without it no pod can be created.
        await cluster.AwaitAsync<ServiceAccount>("default", _ => true, "the namespace's account");
        return cluster;
    }

    public Task<T> CreateAsync<T>(T obj)
        where T : class, IResource<T> => Client.CreateAsync(obj, null, CancellationToken.None);

    public Task<T> GetAsync<T>(string name, string? ns = "default")
        where T : class, IResource<T> => Client.GetAsync<T>(new ObjectKey(ns, name), CancellationToken.None);

    public Task<T?> FindAsync<T>(string name, string? ns = "default")
        where T : class, IResource<T> => Client.FindAsync<T>(new ObjectKey(ns, name), CancellationToken.None);

    public async Task<IReadOnlyList<T>> ListAsync<T>(string? ns = "default")
        where T : class, IResource<T> => (await Client.ListAsync<T>(new ListOptions { Namespace = ns }, CancellationToken.None)).Items;

    public Task<T> MergeAsync<T>(string name, string patch, string? ns = "default")
        where T : class, IResource<T> => Client.PatchAsync<T>(new ObjectKey(ns, name), Patch.Merge(Json.Object(patch)), null, CancellationToken.None);

    public Task DeleteAsync<T>(string name, string? propagation = null, string? ns = "default")
        where T : class, IResource<T> =>
        Client.DeleteAsync<T>(new ObjectKey(ns, name), new DeleteOptions { PropagationPolicy = propagation }, CancellationToken.None);

    /// <summary>Creates an object of a kind without a model and returns its uid.</summary>
    public async Task<string> CreateRawAsync(string path, string body)
    {
        var request = new KubeRequest(HttpMethod.Post, path) { ContentType = KubeRequest.Json, Body = Encoding.UTF8.GetBytes(body) };
        using var answer = await Client.SendAsync(request, CancellationToken.None);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["metadata"]!["uid"]!.GetValue<string>();
    }

    public async Task DeleteRawAsync(string path) =>
        (await Client.SendAsync(new KubeRequest(HttpMethod.Delete, path), CancellationToken.None)).Dispose();

    /// <summary>The version of the whole store: any write moves it.</summary>
    public async Task<string> VersionAsync() =>
        (await Client.ListAsync<Namespace>(new ListOptions(), CancellationToken.None)).Metadata.ResourceVersion!;

    /// <summary>Waits until the object satisfies the condition and returns it as it was then.</summary>
    public async Task<T> AwaitAsync<T>(string name, Func<T, bool> condition, string what, string? ns = "default")
        where T : class, IResource<T>
    {
        T? seen = null;
        try
        {
            return await Eventually.Finds(async () => (seen = await FindAsync<T>(name, ns)) is { } obj && condition(obj) ? obj : null, what, Deadline);
        }
        catch (TimeoutException e)
        {
            var last = seen is null ? "nothing" : JsonSerializer.Serialize(seen, T.Json);
            throw new TimeoutException($"{e.Message}{Environment.NewLine}Last seen: {last}{Environment.NewLine}{_complaints}", e);
        }
    }

    public async Task AwaitGoneAsync<T>(string name, string? ns = "default")
        where T : class, IResource<T>
    {
        try
        {
            await Eventually.Holds(async () => await FindAsync<T>(name, ns) is null, $"{T.Type.Kind} {name} gone", Deadline);
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{e.Message}{Environment.NewLine}{_complaints}", e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(DataDirectory, recursive: true);
    }

    /// <summary>Stops everything and keeps the data directory.</summary>
    public async Task StopAsync()
    {
        await _controllers.DisposeAsync();
        await _node.DisposeAsync();
        Client.Dispose();
        await _api.DisposeAsync();
    }
}
