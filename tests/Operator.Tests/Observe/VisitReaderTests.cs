using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Operator.Observe;
using Operator.Tests.Cases;

namespace Operator.Tests.Observe;

/// <summary>Pods that are not at hand are asked through the API server; how often is what these tests are about.</summary>
public sealed class VisitReaderTests : IDisposable
{
    private static readonly Case Given = Case.Read("an_app_with_all_pods_ready_is_healthy");

    private readonly FakeTimeProvider _time = new();
    private readonly Dictionary<string, long?> _counts = new() { ["app-0"] = 10, ["app-1"] = 6 };
    private readonly ScriptedServer _server;
    private readonly PodCalls _pods;
    private readonly VisitReader _reader;

    public VisitReaderTests()
    {
        _server = new ScriptedServer((request, _) => _counts[request.RequestUri!.Segments[^3].Split(':')[0]] is { } visits
            ? ScriptedServer.Json(HttpStatusCode.OK, new JsonObject { ["visits"] = visits })
            : ScriptedServer.Refusal(HttpStatusCode.ServiceUnavailable, "ServiceUnavailable", "error trying to reach the pod"));
        _pods = new PodCalls(_server.Client, isInCluster: false, _time);
        _reader = new VisitReader(_pods, _time, NullLogger<VisitReader>.Instance);
    }

    public void Dispose()
    {
        _pods.Dispose();
        _server.Dispose();
    }

    [Fact]
    public async Task Every_ready_pod_is_asked_through_the_servers_proxy()
    {
        var visits = await ReadAsync();

        Assert.Equal(new Dictionary<string, long> { ["visits-app-0"] = 10, ["visits-app-1"] = 6 }, visits);
        Assert.Equal(
            ["/api/v1/namespaces/default/pods/app-0:5000/proxy/visits", "/api/v1/namespaces/default/pods/app-1:5000/proxy/visits"],
            _server.Requests.Select(request => request.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Nobody_is_asked_twice_within_30_seconds_however_often_pods_come_and_go()
    {
        await ReadAsync();
        _counts["app-0"] = 11;
        _time.Advance(TimeSpan.FromSeconds(29));
        await ReadAsync(Without("app-1"));

        var visits = await ReadAsync();

        Assert.Equal(10, visits["visits-app-0"]);
        Assert.Equal(2, _server.Requests.Count);
    }

    [Fact]
    public async Task After_30_seconds_all_are_asked_again()
    {
        await ReadAsync();
        _counts["app-0"] = 11;
        _time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(11, (await ReadAsync())["visits-app-0"]);
    }

    [Fact]
    public async Task A_pod_that_is_ready_later_is_asked_at_once_and_alone()
    {
        await ReadAsync(Without("app-1"));

        var visits = await ReadAsync();

        Assert.Equal((10, 6), (visits["visits-app-0"], visits["visits-app-1"]));
        Assert.Equal(2, _server.Requests.Count);
    }

    [Fact]
    public async Task An_answer_of_an_earlier_pass_says_so()
    {
        await ReadAsync(Without("app-1"));

        var visits = await _reader.ReadAsync(Far(Given.Observed), default);

        Assert.Equal((true, false), (visits["visits-app-0"].IsKept, visits["visits-app-1"].IsKept));
    }

    [Fact]
    public async Task A_pod_that_does_not_answer_is_left_out()
    {
        _counts["app-1"] = null;

        Assert.Equal(["visits-app-0"], (await ReadAsync()).Keys);
    }

    [Fact]
    public async Task While_nothing_changes_the_server_is_troubled_less_and_less()
    {
        await ReadAsync();
        var asked = new List<int>();
        foreach (var _ in Enumerable.Range(0, 120))
        {
            _time.Advance(TimeSpan.FromSeconds(30));
            await ReadAsync();
            asked.Add(_server.Requests.Count);
        }

        // An hour: after 30, 60, 120, 240, 480 s, and then every 10 minutes.
        Assert.InRange(asked[^1] / 2, 5, 12);
    }

    private async Task<IReadOnlyDictionary<string, long>> ReadAsync(Observed? observed = null) =>
        (await _reader.ReadAsync(observed ?? Far(Given.Observed), default)).ToDictionary(volume => volume.Key, volume => volume.Value.Visits);

    private static Observed Without(string pod) => Far(Given.Observed) with { Pods = [.. Far(Given.Observed).Pods.Where(other => other.Name != pod)] };

    private static Observed Far(Observed observed) => observed with { Pods = [.. observed.Pods.Select(pod => pod with { Address = "10.0.0.1" })] };
}
