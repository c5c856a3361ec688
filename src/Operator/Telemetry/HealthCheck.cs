namespace Operator.Telemetry;

/// <summary>One thing that can be wrong with this process: the trouble in words, or null while there is none. Must answer at once.</summary>
internal sealed record HealthCheck(string Name, Func<string?> Trouble);
