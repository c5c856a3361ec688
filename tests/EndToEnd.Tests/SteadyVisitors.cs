namespace EndToEnd.Tests;

/// <summary>Visitors who come one after the other until told to stop; what was acknowledged to them is what has to be on the volumes.</summary>
public sealed class SteadyVisitors : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _coming;
    private long _acknowledged;

    private SteadyVisitors(Uri url) => _coming = Task.Run(() => ComeAsync(url, _stop.Token), CancellationToken.None);

    public static SteadyVisitors To(Uri url) => new(url);

    /// <summary>Sends them home; returns how many visits were acknowledged.</summary>
    public async Task<long> StopAsync()
    {
        await _stop.CancelAsync();
        await _coming;
        return _acknowledged;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    /// <summary>An answer that is cut off by a pod that goes may or may not have been counted; the app drains, so there is none.</summary>
    private async Task ComeAsync(Uri url, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await Visitors.VisitAsync(url);
                _acknowledged++;
            }
            catch (HttpRequestException)
            {
                // Refused, or nobody was there: not acknowledged.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(15), TimeProvider.System, CancellationToken.None);
        }
    }
}
