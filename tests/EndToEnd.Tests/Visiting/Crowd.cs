using System.Globalization;
using System.Net.Sockets;
using Kubernetes.Client;

namespace EndToEnd.Tests.Visiting;

/// <summary>
/// Users who never stop: each visits again and again, on a connection that it keeps for some visits, and remembers what it was told. A request
/// that was not answered with a number is a failure, after which the user looks up again where the app is.
/// </summary>
internal sealed class Crowd : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(15);

    private readonly CancellationTokenSource _over = new();
    private readonly List<string> _failures = [];
    private readonly Dictionary<string, long> _lowest = [];
    private readonly object _gate = new();
    private readonly Func<Task<Uri>> _where;
    private readonly Task _running;
    private long _acknowledged;
    private long _asked;
    private long _unanswered;

    private Crowd(Func<Task<Uri>> where, long before, int users, int visitsPerConnection)
    {
        (_where, _acknowledged, _asked) = (where, before, before);
        _running = Task.WhenAll(Enumerable.Range(0, users).Select(_ => VisitAsync(visitsPerConnection)));
    }

    /// <summary>How many visits somebody has been told of, with those from before this crowd came.</summary>
    public long Acknowledged => Interlocked.Read(ref _acknowledged);

    /// <summary>How many visits have been asked for, those under way among them.</summary>
    public long Asked => Interlocked.Read(ref _asked);

    /// <summary>How many requests broke off, so that nobody knows whether they were counted. One that was refused was not.</summary>
    public long Unanswered => Interlocked.Read(ref _unanswered);

    public IReadOnlyList<string> Failures
    {
        get
        {
            lock (_gate) return [.. _failures];
        }
    }

    public static Crowd Visit(Func<Task<Uri>> where, long before, int users, int visitsPerConnection) => new(where, before, users, visitsPerConnection);

    /// <summary>The smallest number that this pod has told anybody.</summary>
    public long Lowest(string pod)
    {
        lock (_gate) return _lowest[pod];
    }

    /// <summary>Waits until so many more visits have been acknowledged.</summary>
    public async Task SeesAsync(long more)
    {
        var goal = Acknowledged + more;
        await Eventually.Holds(() => Task.FromResult(Acknowledged >= goal), $"{more} more visits", TimeSpan.FromSeconds(60));
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

    private async Task VisitAsync(int visits)
    {
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 1 }) { Timeout = TimeSpan.FromSeconds(20) };
        var url = await FindAsync();
        for (var visit = 1; !_over.IsCancellationRequested; visit++)
        {
            if (url is null || !await VisitAsync(client, url, isLast: visit % visits == 0)) url = await FindAsync();
            await Task.Delay(Pause, TimeProvider.System);
        }
    }

    /// <summary>Null while there is no app.</summary>
    private async Task<Uri?> FindAsync()
    {
        try
        {
            return await _where();
        }
        catch (ApiException e) when (e.IsNotFound)
        {
            Fail("There is no Service.");
            return null;
        }
    }

    /// <returns>Whether a number was told.</returns>
    private async Task<bool> VisitAsync(HttpClient client, Uri url, bool isLast)
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
            return response.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException or TaskCanceledException)
        {
            Interlocked.Increment(ref _unanswered);
            Fail(e.Message);
            return false;
        }
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
