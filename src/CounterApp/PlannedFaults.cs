namespace CounterApp;

/// <summary>
/// Says which visits are refused on purpose, so that whoever rolls out an app can see what a bad version does: so many of each hundred, evenly
/// spread. Safe for concurrent use.
/// </summary>
internal sealed class PlannedFaults(int percent)
{
    private long _visits;

    public bool IsDue()
    {
        if (percent == 0) return false;
        var visit = Interlocked.Increment(ref _visits);
        return visit * percent / 100 > (visit - 1) * percent / 100;
    }
}
