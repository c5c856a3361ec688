using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Operator.Api;

namespace Operator.Notifications;

/// <summary>Posts a notification to a webhook, once. Follows no redirects: an address that moves is for a person to look at. What it says of a failure never has the address in it.</summary>
internal sealed class WebhookClient(HttpMessageHandler handler, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly HttpClient _client = new(handler) { Timeout = Timeout.InfiniteTimeSpan };

    public static SocketsHttpHandler CreateHandler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ActivityHeadersPropagator = null,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    };

    public async Task<Delivery> PostAsync(Uri address, Notification notification, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            using var request = Request(address, notification);
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return Read(response, notification);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new Delivery.Failed($"it did not answer within {Patience.TotalSeconds} s");
        }
        catch (HttpRequestException e)
        {
            return new Delivery.Failed(Words(e.HttpRequestError));
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            return new Delivery.Failed(Words(HttpRequestError.ResponseEnded));
        }
    }

    public void Dispose() => _client.Dispose();

    private static HttpRequestMessage Request(Uri address, Notification notification)
    {
        var body = new ByteArrayContent(notification.Webhook.Type == NotificationType.Slack ? SlackText.ToJson(notification.Payload) : notification.Payload.ToJson());
        body.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" };
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = body };
        request.Headers.Add("Idempotency-Key", notification.Payload.Id);
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("counterapp-operator", VersionCommand.Version));
        return request;
    }

    private Delivery Read(HttpResponseMessage response, Notification notification)
    {
        var (status, place) = ((int)response.StatusCode, $"key {notification.Webhook.SecretRef.Key} of Secret {notification.Webhook.SecretRef.Name}");
        return status switch
        {
            >= 200 and < 300 => new Delivery.Sent(),
            429 or >= 500 => new Delivery.Failed($"it answers {status}", RetryAfter(response.Headers.RetryAfter)),
            >= 300 and < 400 => new Delivery.Unusable($"it answers {status}, and redirects are not followed: write the address that it leads to under {place}"),
            _ => new Delivery.Unusable($"it answers {status}{Name(response.StatusCode)}: correct the address under {place}"),
        };
    }

    private TimeSpan? RetryAfter(RetryConditionHeaderValue? header) => header?.Delta ?? (header?.Date is { } date ? date - time.GetUtcNow() : null);

    private static string Name(HttpStatusCode status) => Enum.IsDefined(status) ? $" {status}" : "";

    private static string Words(HttpRequestError error) => error switch
    {
        HttpRequestError.NameResolutionError => "its host name is unknown",
        HttpRequestError.SecureConnectionError => "its certificate is not trusted, or TLS fails otherwise",
        HttpRequestError.ConnectionError => "no connection can be made",
        HttpRequestError.ProxyTunnelError => "the proxy lets nothing through to it",
        _ => "the connection broke",
    };
}
