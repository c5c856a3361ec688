using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Operator.Tests.Notifications;

/// <summary>Adds up <c>counterapp_notifications_total</c> by result, from now on.</summary>
internal sealed class CountedNotifications : IDisposable
{
    private readonly ConcurrentDictionary<string, long> _results = new();
    private readonly MeterListener _listener = new();

    public CountedNotifications()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == "counterapp_notifications_total") listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((_, by, tags, _) => _results.AddOrUpdate((string)tags[1].Value!, by, (_, sum) => sum + by));
        _listener.Start();
    }

    public long Of(string result) => _results.GetValueOrDefault(result);

    public void Dispose() => _listener.Dispose();
}
