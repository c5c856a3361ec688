namespace Operator.Observe.Measuring;

/// <summary>A measurement that went wrong; the message goes to a person, and holds no secret.</summary>
internal sealed class MetricException(string message) : Exception(message);
