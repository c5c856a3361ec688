using System.Globalization;

namespace EndToEnd.Tests;

/// <summary>
/// Users who never stop: each visits again and again, on a connection that it keeps for some visits, and remembers what it was told. A request
/// that was not answered with a number is a failure.
/// </summary>
internal sealed class Crowd : IAsyncDisposable
{
    private readonly CancellationTokenSource _over = new();
    private readonly List<string> _failures = [];
    private readonly Dictionary<string, long> _lowest = [];
    private readonly object _gate = new();
    private readonly Task _running;
    private long _acknowledged;
    private long _asked;

    private Crowd(Uri url, int connections, int visitsPerConnection) =>
        _running = Task.WhenAll(Enumerable.Range(0, connections).Select(_ => VisitAsync(url, visitsPerConnection)));

    public long Acknowledged => Interlocked.Read(ref _acknowledged);

    /// <summary>How many visits have been asked for, those under way among them.</summary>
    public long Asked => Interlocked.Read(ref _asked);

    /// <summary>The smallest number that this pod has told anybody.</summary>
    public long Lowest(string pod)
    {
        lock (_gate) return _lowest[pod];
    }

    public IReadOnlyList<string> Failures
    {
        get
        {
            lock (_gate) return [.. _failures];
        }
    }

    public static Crowd Visit(Uri url, int connections, int visitsPerConnection = 5) => new(url, connections, visitsPerConnection);

    /// <summary>Waits until so many more visits have been acknowledged.</summary>
    public async Task SeesAsync(long more)
    {
        var goal = Acknowledged + more;
        await Eventually.Holds(() => Task.FromResult(Acknowledged >= goal), $"{more} more visits");
    }

    public async Task StopAsync()
    {
        await _over.CancelAsync();
        await _running;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _over.Dispose();
    }

    private async Task VisitAsync(Uri url, int visits)
    {
        while (!_over.IsCancellationRequested)
        {
            using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 1 }) { Timeout = TimeSpan.FromSeconds(20) };
            for (var visit = 1; visit <= visits && !_over.IsCancellationRequested; visit++) await VisitAsync(client, url, isLast: visit == visits);
        }
    }

    private async Task VisitAsync(HttpClient client, Uri url, bool isLast)
    {
        try
        {
            Interlocked.Increment(ref _asked);
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            request.Headers.ConnectionClose = isLast;
            using var response = await client.SendAsync(request);
            var text = await response.Content.ReadAsStringAsync();
            if (response.IsSuccessStatusCode) Note(text);
            else Fail($"{(int)response.StatusCode} {text}");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException)
        {
            Fail(e.Message);
        }

        await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
    }

    /// <summary>"10 visits to app-python-0".</summary>
    private void Note(string line)
    {
        Interlocked.Increment(ref _acknowledged);
        var words = line.Split(' ');
        var (number, pod) = (long.Parse(words[0], CultureInfo.InvariantCulture), words[^1].Trim());
        lock (_gate) _lowest[pod] = Math.Min(number, _lowest.GetValueOrDefault(pod, number));
    }

    private void Fail(string what)
    {
        lock (_gate) _failures.Add(what);
    }
}
