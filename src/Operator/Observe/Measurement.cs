namespace Operator.Observe;

/// <summary>A measurement that has been taken.</summary>
/// <param name="Due">What was asked for. Its time is the measurement's identity.</param>
/// <param name="At">When it was complete.</param>
/// <param name="Reading">What it brought.</param>
internal sealed record Measurement(DueMeasurement Due, DateTimeOffset At, MetricReading Reading);
