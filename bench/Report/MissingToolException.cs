namespace Bench.Report;

/// <summary>A program that the measurement needs is missing or failed; the message says which, and what to do.</summary>
internal sealed class MissingToolException(string message) : Exception(message);
