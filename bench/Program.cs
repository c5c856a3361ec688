using System.Runtime.InteropServices;
using Bench.Client;
using Bench.Cluster;
using Bench.Counter;
using Bench.Counter.Servers;
using Bench.Operator;
using Bench.Report;
using Bench.Runtime;

const int usage = 64;

var suites = new SortedDictionary<string, Func<CancellationToken, Task<SuiteResult>>>(StringComparer.Ordinal)
{
    ["client"] = ClientSuite.RunAsync,
    ["cluster"] = ClusterSuite.RunAsync,
    ["counter"] = CounterSuite.RunAsync,
    ["runtime"] = RuntimeSuite.RunAsync,
    ["operator"] = OperatorSuite.RunAsync,
};

if (args is ["serve", var variant])
{
    await VariantServer.RunAsync(variant, CancellationToken.None);
    return 0;
}

if (args is not [var name] || !suites.TryGetValue(name, out var run))
{
    Console.Error.WriteLine($"bench: name one suite: {string.Join(", ", suites.Keys)}");
    return usage;
}

using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal =>
{
    signal.Cancel = true;
    stop.Cancel();
});

try
{
    var result = await run(stop.Token);
    var section = Section.Render(result, name, Machine.Describe(), TimeProvider.System.GetUtcNow());
    Console.WriteLine(section);
    ReadmeFile.Write(name, section);
    return 0;
}
catch (Exception e) when (e is MissingToolException or OperationCanceledException)
{
    Console.Error.WriteLine($"bench: {e.Message}");
    return 1;
}
