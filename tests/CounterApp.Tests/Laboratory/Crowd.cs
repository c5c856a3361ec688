using System.Globalization;
using System.Net.Sockets;

namespace CounterApp.Tests.Laboratory;

/// <summary>Visitors who each come again as soon as they are answered, until the app is gone or they are sent home.</summary>
internal sealed class Crowd
{
    private readonly Task[] _visitors;
    private volatile bool _goHome;
    private long _acknowledged;
    private long _highest;
    private long _unanswered;

    public Crowd(HttpClient client, int visitors) =>
        _visitors = [.. Enumerable.Range(0, visitors).Select(_ => Task.Run(() => VisitAsync(client)))];

    /// <summary>How many visits were answered with a number.</summary>
    public long Acknowledged => Interlocked.Read(ref _acknowledged);

    /// <summary>The highest number that anyone was told.</summary>
    public long Highest => Interlocked.Read(ref _highest);

    /// <summary>How many connections ended without an answer.</summary>
    public long Unanswered => Interlocked.Read(ref _unanswered);

    /// <summary>No more than this many visits are without an answer at any time.</summary>
    public int InFlight => _visitors.Length;

    public Task GoHomeAsync()
    {
        _goHome = true;
        return Task.WhenAll(_visitors);
    }

    private async Task VisitAsync(HttpClient client)
    {
        try
        {
            while (!_goHome) Remember(await client.GetStringAsync("/"));
        }
        catch (Exception e) when (e is HttpRequestException or SocketException or IOException or TaskCanceledException)
        {
            Interlocked.Increment(ref _unanswered);
        }
    }

    private void Remember(string answer)
    {
        var number = long.Parse(answer.Split(' ')[0], CultureInfo.InvariantCulture);
        Interlocked.Increment(ref _acknowledged);
        for (var seen = Highest; number > seen;)
        {
            seen = Interlocked.CompareExchange(ref _highest, number, seen);
        }
    }
}
