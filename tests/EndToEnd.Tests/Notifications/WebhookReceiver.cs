using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace EndToEnd.Tests.Notifications;

/// <summary>A real HTTP server that webhooks point to. It is overloaded at first: the first request to each path is answered with 503.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, bool> _seen = new();
    private readonly ConcurrentQueue<(string Path, string? Key, JsonObject Body)> _received = [];

    private WebhookReceiver()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(ReceiveAsync);
    }

    public Uri Address => new(_app.Urls.Single());

    public int Refused => _seen.Count;

    public static async Task<WebhookReceiver> StartAsync()
    {
        var receiver = new WebhookReceiver();
        await receiver._app.StartAsync();
        return receiver;
    }

    /// <summary>What was accepted at a path, in order.</summary>
    public IReadOnlyList<(string? Key, JsonObject Body)> At(string path) => [.. _received.Where(one => one.Path == path).Select(one => (one.Key, one.Body))];

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task ReceiveAsync(HttpContext context)
    {
        var body = await JsonNode.ParseAsync(context.Request.Body, null, default, context.RequestAborted);
        var path = context.Request.Path.Value!;
        if (_seen.TryAdd(path, true)) context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        else _received.Enqueue((path, context.Request.Headers["Idempotency-Key"], body!.AsObject()));
    }
}
