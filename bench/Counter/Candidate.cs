using Bench.Counter.Load;

namespace Bench.Counter;

/// <summary>One way to count, and how to put a load of so many connections on it for so many seconds.</summary>
internal sealed record Candidate(string Name, Func<int, int, CancellationToken, Task<Rate>> RunAsync);
