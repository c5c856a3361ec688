using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace LocalCluster.Tests.Golden;

/// <summary>An open watch and all that it has delivered so far.</summary>
public sealed class WatchTap : IAsyncDisposable
{
    private static readonly TimeSpan CloseDeadline = TimeSpan.FromSeconds(20);

    private readonly HttpResponseMessage _response;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<JsonObject> _events = [];
    private readonly Task _reading;

    public WatchTap(HttpResponseMessage response)
    {
        _response = response;
        _reading = Task.Run(ReadAsync);
    }

    public int Status => (int)_response.StatusCode;

    public bool Closed => _reading.IsCompleted;

    public IReadOnlyList<JsonObject> Events => [.. _events];

    public async Task<bool> ClosesAsync(CancellationToken cancellationToken) =>
        await Task.WhenAny(_reading, Task.Delay(CloseDeadline, TimeProvider.System, cancellationToken)) == _reading;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _reading;
        _response.Dispose();
        _stop.Dispose();
    }

    private async Task ReadAsync()
    {
        try
        {
            using var reader = new StreamReader(await _response.Content.ReadAsStreamAsync(_stop.Token));
            while (await reader.ReadLineAsync(_stop.Token) is { } line)
                if (GoldenAnswer.Parse(line, keepManagedFields: false) is JsonObject parsed) _events.Enqueue(parsed);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or HttpRequestException)
        {
            // The tap is closed, or the server is gone: what was delivered stays.
        }
    }
}
