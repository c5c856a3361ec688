using System.Diagnostics;

namespace TestKit;

/// <summary>Waits for something to become true: polls until a deadline, and fails with what was last seen.</summary>
public static class Eventually
{
    public static readonly TimeSpan DefaultDeadline = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(25);

    /// <summary>Runs <paramref name="assertion"/> until it stops throwing. After the deadline its last exception is thrown.</summary>
    public static async Task Succeeds(Func<Task> assertion, TimeSpan? within = null)
    {
        var deadline = within ?? DefaultDeadline;
        var clock = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                await assertion();
                return;
            }
            catch (Exception) when (clock.Elapsed < deadline)
            {
                await Task.Delay(Interval, TimeProvider.System);
            }
        }
    }

    /// <summary>Polls <paramref name="probe"/> until it answers something other than null and returns that.</summary>
    /// <exception cref="TimeoutException">Nothing came before the deadline; the message says what was awaited.</exception>
    public static async Task<T> Finds<T>(Func<Task<T?>> probe, string what, TimeSpan? within = null)
        where T : class
    {
        var deadline = within ?? DefaultDeadline;
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < deadline)
        {
            if (await probe() is { } found) return found;
            await Task.Delay(Interval, TimeProvider.System);
        }

        throw new TimeoutException($"Not seen within {deadline.TotalSeconds:0.#} s: {what}");
    }

    /// <summary>Polls <paramref name="condition"/> until it holds.</summary>
    /// <exception cref="TimeoutException">It did not hold before the deadline; the message says what was awaited.</exception>
    public static Task Holds(Func<Task<bool>> condition, string what, TimeSpan? within = null) =>
        Finds(async () => await condition() ? what : null, what, within);
}
