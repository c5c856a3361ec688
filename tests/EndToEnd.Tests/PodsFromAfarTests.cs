using System.Text;
using System.Text.Json.Nodes;
using Kubernetes.Client;
using Kubernetes.Models.Core;
using Operator.Api;
using Operator.Observe;

namespace EndToEnd.Tests;

/// <summary>Where the pod network is out of reach, pods are spoken with through the API server.</summary>
public sealed class PodsFromAfarTests
{
    [Fact]
    public async Task Visits_are_read_and_handed_over_through_the_API_servers_proxy()
    {
        await using var playground = await Playground.StartAsync();
        await playground.CreateAsync(AnApp.Named("web"));
        await playground.ReadyAsync("web", 1);
        await Visitors.VisitAsync(await playground.UrlAsync("web"), 7);
        using var calls = new PodCalls(playground.Client, isInCluster: false, TimeProvider.System);
        // An address that is not of this machine: nobody could reach it directly.
        var pod = ObservedPod.From((await playground.FindPodAsync("web-0"))!, "web", Colour.Blue)! with { Address = "10.0.0.1" };
        var secret = await playground.Client.GetAsync<Secret>(Playground.Key(Names.HandOverSecret("web")), CancellationToken.None);
        var token = Encoding.UTF8.GetString(secret.Data![Names.HandOverToken]);

        var visits = await CallAsync(calls, pod, HttpMethod.Get, "/visits", "", null);
        var known = await CallAsync(calls, pod, HttpMethod.Get, "/handover", token, null);
        known["entries"]![$"{Guid.NewGuid()}/{Guid.NewGuid()}"] = 5;
        var merged = await CallAsync(calls, pod, HttpMethod.Post, "/handover", token, known);
        var refused = await Assert.ThrowsAsync<ApiException>(() => CallAsync(calls, pod, HttpMethod.Post, "/handover", "wrong", known));

        Assert.Equal((7, 12), ((int)visits["visits"]!, (int)merged["visits"]!));
        Assert.Equal(System.Net.HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal(12, await playground.VisitsOnVolumeAsync("visits-web-0"));
    }

    private static async Task<JsonNode> CallAsync(PodCalls calls, ObservedPod pod, HttpMethod method, string path, string token, JsonNode? body)
    {
        var call = new PodCall(method, Playground.Namespace, 5000, path, TimeSpan.FromSeconds(10))
        {
            Headers = token.Length > 0 ? new Dictionary<string, string> { ["Handover-Token"] = token } : [],
            Body = body is null ? null : Encoding.UTF8.GetBytes(body.ToJsonString()),
        };
        return JsonNode.Parse(await calls.CallAsync(pod, call, CancellationToken.None))!;
    }
}
