using System.Net;
using System.Net.Sockets;
using System.Text;
using Kubernetes.Models.Meta;
using Microsoft.Extensions.Time.Testing;
using Operator.Api;
using Operator.Notifications;

namespace Operator.Tests.Notifications;

/// <summary>The client as it is in the operator, against a socket.</summary>
public sealed class WebhookClientTests : IDisposable
{
    private readonly TcpListener _server = new(IPAddress.Loopback, 0);
    private readonly FakeTimeProvider _time = new();
    private readonly WebhookClient _client;

    public WebhookClientTests()
    {
        _server.Start();
        _client = new WebhookClient(WebhookClient.CreateHandler(), _time);
    }

    public void Dispose()
    {
        _client.Dispose();
        _server.Dispose();
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        var posting = PostAsync();

        await AnswerAsync($"HTTP/1.1 302 Found\r\nLocation: {Address}elsewhere\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");

        Assert.IsType<Delivery.Unusable>(await posting);
        Assert.False(_server.Pending());
    }

    [Fact]
    public async Task Nothing_of_an_answer_but_its_status_is_waited_for()
    {
        var posting = PostAsync();

        await AnswerAsync("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");

        Assert.IsType<Delivery.Sent>(await posting);
    }

    [Fact]
    public async Task A_server_that_says_nothing_has_ten_seconds()
    {
        var posting = PostAsync();
        using var open = await _server.AcceptTcpClientAsync().WaitAsync(TimeSpan.FromSeconds(10));

        _time.Advance(TimeSpan.FromSeconds(9.9));
        Assert.False(posting.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(0.2));

        Assert.Equal(new Delivery.Failed("it did not answer within 10 s"), await posting.WaitAsync(TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task Where_nobody_listens_or_no_TLS_is_spoken_the_words_have_no_address()
    {
        var address = Address;
        var plain = _client.PostAsync(new Uri(address.ToString().Replace("http:", "https:", StringComparison.Ordinal)), Notification, CancellationToken.None);
        await AnswerAsync("HTTP/1.1 400 Bad Request\r\n\r\n");
        _server.Stop();
        var nobody = await _client.PostAsync(address, Notification, CancellationToken.None);

        Assert.Equal((new Delivery.Failed("its certificate is not trusted, or TLS fails otherwise"), new Delivery.Failed("no connection can be made")), (await plain, nobody));
    }

    private static Notification Notification { get; } = new(
        new CounterApp { Metadata = new ObjectMeta { Name = "web", Namespace = "shop" } },
        new CounterAppNotification { Name = "team", SecretRef = new NotificationSecret { Name = "hooks", Key = "url" } },
        new NotificationPayload { Id = "id", Time = DateTime.UnixEpoch, Event = "Started", Namespace = "shop", App = "web", Message = "Rolls out." });

    private Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_server.LocalEndpoint).Port}/");

    private Task<Delivery> PostAsync() => _client.PostAsync(Address, Notification, CancellationToken.None);

    /// <summary>Takes one connection and says so much on it.</summary>
    private async Task AnswerAsync(string text)
    {
        using var connection = await _server.AcceptTcpClientAsync().WaitAsync(TimeSpan.FromSeconds(10));
        var stream = connection.GetStream();
        await stream.ReadAtLeastAsync(new byte[4096], 1);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(text));
        await Task.WhenAny(stream.ReadAsync(new byte[1]).AsTask(), Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System));
    }
}
