using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Kubernetes.Models.Meta;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Operator.Api;
using Operator.Notifications;
using Operator.Status;
using TestKit;

namespace Operator.Tests.Notifications;

/// <summary>The notifier between a scripted API server, which has the Secrets, and scripted webhooks.</summary>
public sealed class NotifierTests : IAsyncDisposable
{
    private const string Address = "https://hooks.test/s3cret-path";

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2031, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly CancellationTokenSource _over = new();
    private readonly LogLines _log = new();
    private readonly ScriptedServer _cluster;
    private readonly ScriptedServer _hooks;
    private readonly EventRecorder _events;
    private readonly Task _recording;
    private readonly Notifier _notifier;
    private Func<JsonObject, HttpResponseMessage> _answer = _ => new HttpResponseMessage(HttpStatusCode.OK);
    private string? _secret = Address;
    private bool _leads = true;

    public NotifierTests()
    {
        _cluster = new ScriptedServer((request, body) => request.Method == HttpMethod.Get ? Secret() : ScriptedServer.Json(HttpStatusCode.Created, body ?? []));
        _hooks = new ScriptedServer((_, body) => _answer(body!));
        _events = new EventRecorder(_cluster.Client, _time, NullLogger<EventRecorder>.Instance);
        _recording = _events.RunAsync(_over.Token);
        _notifier = new Notifier(new WebhookSecrets(_cluster.Client), new WebhookClient(_hooks, _time), _events, () => _leads, _time, _log.For<Notifier>());
    }

    public async ValueTask DisposeAsync()
    {
        var ending = _notifier.DisposeAsync().AsTask();
        while (!ending.IsCompleted) await PassAsync(TimeSpan.FromSeconds(1));
        await _over.CancelAsync();
        await _recording.WaitAsync(TimeSpan.FromSeconds(10));
        _over.Dispose();
    }

    [Fact]
    public async Task A_webhook_gets_the_documented_json_and_a_key_that_makes_it_idempotent()
    {
        Tell("Paused", id: "0123456789abcdef");
        await Told(1);

        Assert.Equal(
            """{"id":"0123456789abcdef","time":"2031-01-01T00:00:00Z","event":"Paused","namespace":"shop","app":"web","phase":"Paused","strategy":"Canary","step":"1/2 50%","revision":"web-2","stableRevision":null,"message":"Paused <once> & waits"}""",
            _hooks.Requests[0].Body!.ToJsonString(NotificationPayload.Options));
        Assert.Equal(("POST", "/s3cret-path", "0123456789abcdef"), (_hooks.Requests[0].Method, _hooks.Requests[0].Path, _hooks.Headers[0].GetValues("Idempotency-Key").Single()));
        Assert.Equal("/api/v1/namespaces/shop/secrets/hooks", _cluster.Requests[0].Path);
    }

    [Fact]
    public async Task Slack_gets_one_line_of_text()
    {
        Tell("Paused", NotificationType.Slack);
        await Told(1);

        Assert.Equal("shop/web: Paused 1/2 50% – Paused &lt;once&gt; &amp; waits", (string?)_hooks.Requests[0].Body!["text"]);
        Assert.Single(_hooks.Requests[0].Body!);
    }

    [Fact]
    public async Task Each_webhook_is_told_in_order_and_waits_for_no_other()
    {
        _answer = body => (string?)body["message"] == "slow 0" && Messages("fast").Count() < 3 ? throw new HttpRequestException("reset") : new HttpResponseMessage(HttpStatusCode.OK);
        for (var i = 0; i < 3; i++) Tell("Step", message: $"slow {i}", webhook: "slow");
        for (var i = 0; i < 3; i++) Tell("Step", message: $"fast {i}", webhook: "fast");

        await UntilAsync(() => Messages("slow").Distinct().Count() == 3);

        Assert.Equal(["fast 0", "fast 1", "fast 2"], Messages("fast"));
        Assert.Equal(["slow 0", "slow 1", "slow 2"], Messages("slow").Distinct());
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(429)]
    [InlineData(0)]
    public async Task What_may_pass_is_tried_again_with_the_same_key(int status)
    {
        var failures = 3;
        _answer = _ => failures-- <= 0 ? new HttpResponseMessage(HttpStatusCode.OK) : status == 0 ? throw new HttpRequestException("reset") : new HttpResponseMessage((HttpStatusCode)status);
        Tell("Started");

        await UntilAsync(() => _hooks.Requests.Count == 4);

        Assert.Single(_hooks.Headers.Select(headers => headers.GetValues("Idempotency-Key").Single()).Distinct());
        Assert.Empty(Warnings());
    }

    [Fact]
    public async Task A_server_that_says_when_to_come_back_is_left_alone_until_then()
    {
        var refused = false;
        _answer = _ =>
        {
            if (refused) return new HttpResponseMessage(HttpStatusCode.OK);
            refused = true;
            return new HttpResponseMessage(HttpStatusCode.TooManyRequests) { Headers = { RetryAfter = new System.Net.Http.Headers.RetryConditionHeaderValue(TimeSpan.FromSeconds(90)) } };
        };
        Tell("Started");
        await Told(1);

        await PassAsync(TimeSpan.FromSeconds(80));
        Assert.Single(_hooks.Requests);
        await UntilAsync(() => _hooks.Requests.Count == 2);
    }

    [Fact]
    public async Task After_five_minutes_it_is_given_up_and_a_warning_says_so_once()
    {
        _answer = _ => throw new HttpRequestException(HttpRequestError.NameResolutionError, $"No such host ({Address})");
        Tell("Started");
        await UntilAsync(() => Warnings().Any());
        var tries = _hooks.Requests.Count;

        await PassAsync(TimeSpan.FromMinutes(2));

        Assert.InRange(tries, 6, 15);
        Assert.Equal(tries, _hooks.Requests.Count);
        Assert.Equal(["Webhook team cannot be told: its host name is unknown, for 5 minutes and more: is it up, and can the operator reach it?"], Warnings());
    }

    [Theory]
    [InlineData(404, "it answers 404 NotFound: correct the address under key url of Secret hooks.")]
    [InlineData(302, "it answers 302, and redirects are not followed: write the address that it leads to under key url of Secret hooks.")]
    public async Task A_webhook_that_refuses_is_told_of_once_and_not_tried_again(int status, string sentence)
    {
        _answer = _ => new HttpResponseMessage((HttpStatusCode)status) { Headers = { Location = new Uri("https://elsewhere.test/") } };
        Tell("Started");
        Tell("Step");
        await UntilAsync(() => _hooks.Requests.Count == 2 && Warnings().Any());

        await PassAsync(TimeSpan.FromMinutes(2));

        Assert.Equal(2, _hooks.Requests.Count);
        Assert.Equal([$"Webhook team cannot be told: {sentence}"], Warnings());
    }

    [Theory]
    [InlineData(null, "Secret hooks does not exist: kubectl create secret generic hooks -n shop --from-literal=url=https://… makes it.")]
    [InlineData("", "Secret hooks has no key url: add it, with the address as its value, or correct secretRef.key.")]
    [InlineData("ftp://hooks.test/s3cret-path", "what stands under key url of Secret hooks is no address: write one that begins with https:// or http://.")]
    [InlineData("s3cret-path", "what stands under key url of Secret hooks is no address: write one that begins with https:// or http://.")]
    public async Task A_secret_that_cannot_be_used_is_explained(string? secret, string sentence)
    {
        _secret = secret;
        Tell("Started");

        await UntilAsync(() => Warnings().Any());

        Assert.Equal([$"Webhook team cannot be told: {sentence}"], Warnings());
        Assert.Empty(_hooks.Requests);
    }

    [Fact]
    public async Task A_webhook_that_was_right_in_between_is_complained_about_anew()
    {
        foreach (var secret in (string?[])[null, $" {Address}\n", null])
        {
            _secret = secret;
            Tell("Started");
            await _notifier.IdleAsync().WaitAsync(TimeSpan.FromSeconds(10));
        }

        await UntilAsync(() => Series() == 2);
        Assert.Single(_hooks.Requests);
    }

    [Fact]
    public async Task Nothing_that_is_logged_or_written_has_the_address_in_it()
    {
        _answer = _ => throw new HttpRequestException($"refused ({Address})");
        Tell("Started", webhook: "one");
        await UntilAsync(() => Warnings().Any());
        _answer = _ => throw new InvalidOperationException(Address);
        Tell("Started", webhook: "two");
        _answer = _ => new HttpResponseMessage(HttpStatusCode.Gone);
        Tell("Started", webhook: "three");
        await _notifier.IdleAsync().WaitAsync(TimeSpan.FromSeconds(10));

        var told = string.Join('\n', [.. _log.All, .. _cluster.Requests.Select(request => $"{request.Path} {request.Body?.ToJsonString()}")]);
        Assert.NotEmpty(_log.All);
        Assert.DoesNotContain("s3cret", told, StringComparison.Ordinal);
        Assert.DoesNotContain("hooks.test", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_tells_never_waits_and_what_is_too_much_is_dropped()
    {
        using var counted = new CountedNotifications();
        _answer = _ => throw new HttpRequestException("refused");
        for (var i = 0; i < 1200; i++) Tell("Step", webhook: "flooded");

        Assert.Equal(200, counted.Of("dropped"));
        _answer = _ => new HttpResponseMessage(HttpStatusCode.OK);
        await UntilAsync(() => counted.Of("sent") == 1000);
    }

    [Fact]
    public async Task An_operator_that_leads_no_more_tells_nothing()
    {
        _leads = false;
        Tell("Started");
        await _notifier.IdleAsync().WaitAsync(TimeSpan.FromSeconds(10));

        Assert.Empty(_hooks.Requests);
        Assert.Empty(_cluster.Requests);
    }

    private HttpResponseMessage Secret() => _secret is null
        ? ScriptedServer.Refusal(HttpStatusCode.NotFound, "NotFound", "secrets \"hooks\" not found")
        : ScriptedServer.Json(HttpStatusCode.OK, new JsonObject
        {
            ["kind"] = "Secret",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject { ["name"] = "hooks" },
            ["data"] = new JsonObject { ["url"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(_secret)) },
        });

    private void Tell(string what, string type = NotificationType.Webhook, string webhook = "team", string message = "Paused <once> & waits", string? id = null) =>
        _notifier.Enqueue([new Notification(
            new CounterApp { Metadata = new ObjectMeta { Name = "web", Namespace = "shop", Uid = "uid" } },
            new CounterAppNotification { Name = webhook, Type = type, SecretRef = new NotificationSecret { Name = "hooks", Key = "url" } },
            new NotificationPayload
            {
                Id = id ?? Guid.NewGuid().ToString("N"), Time = _time.GetUtcNow().UtcDateTime, Event = what, Namespace = "shop", App = "web", Phase = "Paused", Strategy = "Canary", Step = "1/2 50%", Revision = "web-2", Message = message,
            })]);

    private IEnumerable<string> Messages(string begin) => _hooks.Requests.Select(request => (string?)request.Body!["message"] ?? "").Where(message => message.StartsWith(begin, StringComparison.Ordinal));

    private IEnumerable<string?> Warnings() => _cluster.Requests.Where(request => request.Method == "POST").Select(request => (string?)request.Body!["note"]);

    private int Series() => _cluster.Requests.Where(request => request.Method == "PATCH").Select(request => (int?)request.Body!["series"]!["count"] ?? 0).DefaultIfEmpty().Max();

    private Task Told(int count) => Eventually.Holds(() => Task.FromResult(_hooks.Requests.Count == count), $"{count} requests");

    private async Task PassAsync(TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += TimeSpan.FromSeconds(1)) await TickAsync();
    }

    /// <summary>Lets time pass until it holds.</summary>
    private async Task UntilAsync(Func<bool> holds)
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        while (!holds())
        {
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30), "it never held");
            await TickAsync();
        }
    }

    private async Task TickAsync()
    {
        await Task.Delay(TimeSpan.FromMilliseconds(3), TimeProvider.System);
        _time.Advance(TimeSpan.FromSeconds(1));
    }
}
