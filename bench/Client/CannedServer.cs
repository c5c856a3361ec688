using System.Net;

namespace Bench.Client;

/// <summary>Answers every list and every watch with bytes that lie ready: what is measured is the client. Without events a watch stays silent.</summary>
internal sealed class CannedServer(byte[] list, byte[]? events) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var isWatch = request.RequestUri!.Query.Contains("watch=true", StringComparison.Ordinal);
        if (isWatch && events is null) await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        var body = isWatch ? events! : list;
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(new MemoryStream(body, writable: false)) };
    }
}
