using System.Diagnostics.Metrics;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Operator.Status;
using Operator.Tests.Cases;
using TestKit;

namespace Operator.Tests.Status;

public sealed class EventRecorderTests : IAsyncLifetime
{
    private static readonly Case Given = Case.Read("an_app_with_all_pods_ready_is_healthy");

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2031, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly CancellationTokenSource _over = new();
    private Func<HttpRequestMessage, JsonObject?, HttpResponseMessage> _answer = (_, body) => ScriptedServer.Json(HttpStatusCode.Created, body ?? []);
    private ScriptedServer _server = null!;
    private EventRecorder _recorder = null!;
    private Task _running = Task.CompletedTask;

    public Task InitializeAsync()
    {
        _server = new ScriptedServer((request, body) => _answer(request, body));
        _recorder = new EventRecorder(_server.Client, _time, NullLogger<EventRecorder>.Instance);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _over.CancelAsync();
        await _running.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task An_event_is_of_the_new_kind_and_names_its_app()
    {
        Start();
        Record("one");
        await Sent(1);
        var (method, path, body) = _server.Requests[0];

        Assert.Equal(("POST", $"/apis/events.k8s.io/v1/namespaces/{Given.Observed.Namespace}/events"), (method, path));
        Assert.Equal("CounterApp", (string?)body!["regarding"]!["kind"]);
        Assert.Equal("2031-01-01T00:00:00.000000Z", (string?)body["eventTime"]);
        Assert.NotNull((string?)body["action"]);
        Assert.NotNull((string?)body["reportingInstance"]);
    }

    [Fact]
    public async Task The_same_again_is_a_patch_of_the_series()
    {
        Start();
        for (var i = 0; i < 10; i++) Record("same");
        await Sent(2);
        Assert.Equal(("PATCH", 2), (_server.Requests[1].Method, (int?)_server.Requests[1].Body!["series"]!["count"]));

        await Advance(TimeSpan.FromSeconds(90), 3);
        Assert.Equal(10, (int?)_server.Requests[2].Body!["series"]!["count"]);
    }

    [Fact]
    public async Task A_server_that_is_slow_never_holds_up_who_records_and_what_is_too_much_is_counted()
    {
        var dropped = 0L;
        using var listener = Count("dropped", by => dropped += by);
        for (var i = 0; i < 5000; i++) Record($"note {i}");

        Assert.Equal(4000, dropped);
        Assert.Empty(_server.Requests);
        Start();
        await Sent(25);
    }

    [Fact]
    public async Task Trouble_that_passes_is_waited_out()
    {
        var failures = 3;
        _answer = (_, body) => failures-- > 0 ? throw new HttpRequestException("reset") : ScriptedServer.Json(HttpStatusCode.Created, body ?? []);
        Start();
        Record("one");
        await Advance(TimeSpan.FromSeconds(60), 4);
    }

    [Fact]
    public async Task A_refusal_loses_the_event_and_not_those_after_it()
    {
        var failed = 0L;
        using var listener = Count("failed", by => failed += by);
        _answer = (_, body) => (string?)body?["note"] == "bad" ? ScriptedServer.Refusal(HttpStatusCode.Forbidden, "Forbidden", "namespace is terminating") : ScriptedServer.Json(HttpStatusCode.Created, body ?? []);
        Start();
        Record("bad");
        Record("good");

        await Sent(2);
        Assert.Equal(1, failed);
    }

    [Fact]
    public async Task What_is_left_is_written_when_the_operator_stops_but_not_for_ever()
    {
        for (var i = 0; i < 5; i++) Record($"note {i}");
        Start();
        await _over.CancelAsync();
        await _running.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(5, _server.Requests.Count);
    }

    [Fact]
    public async Task A_server_that_is_away_at_the_end_is_waited_for_two_seconds()
    {
        _answer = (_, _) => throw new HttpRequestException("refused");
        Start();
        await _over.CancelAsync();
        Record("late");
        for (var i = 0; i < 40 && !_running.IsCompleted; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }

        await _running.WaitAsync(TimeSpan.FromSeconds(10));
    }

    private static MeterListener Count(string result, Action<long> add)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listening) =>
            {
                if (instrument.Name == "counterapp_events_total") listening.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, by, tags, _) =>
        {
            if (tags[0].Value as string == result) add(by);
        });
        listener.Start();
        return listener;
    }

    private void Start() => _running = _recorder.RunAsync(_over.Token);

    private void Record(string note) => _recorder.Record(Given.Observed.App, [new AppEvent(false, "Tested", "Test", note)]);

    private Task Sent(int count) => Eventually.Holds(() => Task.FromResult(_server.Requests.Count == count), $"{count} requests");

    private async Task Advance(TimeSpan time, int requests)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += TimeSpan.FromSeconds(1))
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System);
        }

        await Sent(requests);
    }
}
