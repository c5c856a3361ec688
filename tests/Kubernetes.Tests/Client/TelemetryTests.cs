using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using Kubernetes.Client;
using Kubernetes.Client.Config;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using Kubernetes.Tests.Scripting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace Kubernetes.Tests.Client;

/// <summary>Each exchange is counted, timed and traced. Every test has a host of its own: instruments are the process's.</summary>
public sealed class TelemetryTests : IDisposable
{
    private static readonly ObjectKey Key = new("x", "a");

    private readonly string _host = $"h{Guid.NewGuid():N}";
    private readonly ConcurrentQueue<(string Name, double Value, string Tags)> _measured = [];
    private readonly MeterListener _meters = new();

    public TelemetryTests()
    {
        _meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "Kubernetes.Client") listener.EnableMeasurementEvents(instrument);
        };
        _meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _meters.Start();
    }

    [Fact]
    public async Task Requests_are_counted_by_verb_resource_and_code_and_timed()
    {
        var time = new FakeTimeProvider();
        var server = new ScriptedServer((request, _) =>
        {
            time.Advance(TimeSpan.FromSeconds(2));
            return request.Method == HttpMethod.Get ? ScriptedServer.Json(ListWatchScript.Map("a", 1)) : null;
        });
        using var client = Client(server, time);
        await client.GetAsync<ConfigMap>(Key, CancellationToken.None);
        await Assert.ThrowsAsync<ApiException>(() => client.DeleteAsync<ConfigMap>(Key, null, CancellationToken.None));

        Assert.Equal([$"code=200 host={_host} method=GET resource=configmaps verb=get", $"code=404 host={_host} method=DELETE resource=configmaps verb=delete"], Tags("rest_client_requests_total"));
        Assert.Equal([2, 2], Values("rest_client_request_duration_seconds"));
        Assert.Contains("resource=configmaps verb=GET", Tags("rest_client_request_duration_seconds")[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_that_never_arrived_is_counted_as_an_error()
    {
        var server = new ScriptedServer((_, _) => throw new HttpRequestException(HttpRequestError.SecureConnectionError, "no"));
        await Assert.ThrowsAsync<HttpRequestException>(() => Client(server).GetAsync<ConfigMap>(Key, CancellationToken.None));

        Assert.Contains("code=<error>", Tags("rest_client_requests_total").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_under_way_rises_and_falls()
    {
        using var stop = new CancellationTokenSource();
        using var client = Client(new HangingHandler());
        var call = client.GetAsync<ConfigMap>(Key, stop.Token);
        Assert.Equal([1], Values("rest_client_requests_in_flight"));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);

        Assert.Equal([1, -1], Values("rest_client_requests_in_flight"));
    }

    [Fact]
    public async Task Retries_are_counted_with_what_they_answer_to()
    {
        var time = new FakeTimeProvider();
        var attempts = 0;
        var server = new ScriptedServer((_, _) =>
        {
            if (++attempts == 2) throw new IOException("reset");
            var answer = ScriptedServer.Json(ListWatchScript.Map("a", 1), attempts == 1 ? HttpStatusCode.TooManyRequests : HttpStatusCode.OK);
            if (attempts == 1) answer.Headers.RetryAfter = new(TimeSpan.FromSeconds(1));
            return answer;
        });
        await time.RunAsync(Client(server, time).GetAsync<ConfigMap>(Key, CancellationToken.None));

        Assert.Equal([$"code=429 host={_host} verb=GET", $"code=<error> host={_host} verb=GET"], Tags("rest_client_request_retries_total"));
    }

    [Fact]
    public async Task Bytes_are_counted_in_both_directions_whether_their_number_was_announced_or_not()
    {
        var body = ListWatchScript.Map("a", 1);
        var server = new ScriptedServer((_, _) => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(new ScriptedStream().Raw(body).End().Body()) });
        await Client(server).ReplaceAsync(new ConfigMap { Metadata = new ObjectMeta { Namespace = "x", Name = "a" } }, null, CancellationToken.None);

        Assert.Equal([body.Length], Values("rest_client_response_size_bytes"));
        Assert.Equal([server.Sent.Single().Body.Length], Values("rest_client_request_size_bytes"));
    }

    [Fact]
    public async Task Each_exchange_is_an_activity_and_its_trace_goes_along()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Kubernetes.Client",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        var parents = new ConcurrentQueue<string>();
        await using var server = await TlsServer.StartAsync(null, async context =>
        {
            parents.Enqueue(context.Request.Headers.TraceParent.ToString());
            context.Response.StatusCode = context.Request.Method == "GET" ? 200 : 409;
            await context.Response.WriteAsync(ListWatchScript.Map("a", 1));
        });
        using var client = new KubeClient(new ClientConfig { Server = server.PlainAddress });
        await client.GetAsync<ConfigMap>(Key, CancellationToken.None);
        await Assert.ThrowsAsync<ApiException>(() => client.DeleteAsync<ConfigMap>(Key, null, CancellationToken.None));

        var mine = spans.Where(span => span.GetTagItem("server.port") is int port && port == server.Port).ToList();
        Assert.Equal(["get configmaps", "delete configmaps"], mine.Select(span => span.DisplayName));
        Assert.Equal([200, 409], mine.Select(span => span.GetTagItem("http.response.status_code")));
        Assert.Equal([ActivityStatusCode.Unset, ActivityStatusCode.Error], mine.Select(span => span.Status));
        Assert.Equal("/api/v1/namespaces/x/configmaps/a", mine[0].GetTagItem("url.path"));
        Assert.All(mine.Zip(parents), pair => Assert.Contains(pair.First.TraceId.ToHexString(), pair.Second, StringComparison.Ordinal));
    }

    public void Dispose() => _meters.Dispose();

    private KubeClient Client(HttpMessageHandler handler, TimeProvider? time = null) => new(new ClientConfig { Server = new Uri($"http://{_host}") }, handler, time);

    private void Keep(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var text = string.Join(' ', tags.ToArray().OrderBy(tag => tag.Key, StringComparer.Ordinal).Select(tag => $"{tag.Key}={tag.Value}"));
        _measured.Enqueue((instrument.Name, value, text));
    }

    private IReadOnlyList<string> Tags(string name) => [.. Mine(name).Select(one => one.Tags)];

    private IReadOnlyList<double> Values(string name) => [.. Mine(name).Select(one => one.Value)];

    private IEnumerable<(string Name, double Value, string Tags)> Mine(string name) =>
        _measured.Where(one => one.Name == name && one.Tags.Contains($"host={_host}", StringComparison.Ordinal));
}
