using CounterApp.Http;
using Microsoft.Extensions.Logging.Abstractions;

using var server = await WebServer.StartAsync($"http://0.0.0.0:{Environment.GetEnvironmentVariable("PORT")}", Answer, NullLoggerFactory.Instance, CancellationToken.None);
await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, CancellationToken.None);

static Task Answer(Exchange exchange)
{
    exchange.Headers.ContentLength = 0;
    return Task.CompletedTask;
}
