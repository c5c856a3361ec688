using System.Globalization;
using System.Text.RegularExpressions;
using Bench.Report;

namespace Bench.Counter.Load;

/// <summary>wrk: each connection asks again as soon as it is answered.</summary>
internal static partial class Wrk
{
    public static async Task<Rate> RunAsync(Uri address, int connections, int seconds, CancellationToken cancellationToken)
    {
        var output = await Tool.RunAsync("wrk", ["-t1", $"-c{connections}", $"-d{seconds}s", "--latency", $"{address}"], cancellationToken);
        if (output.Contains("Non-2xx", StringComparison.Ordinal) || output.Contains("Socket errors", StringComparison.Ordinal))
            throw new MissingToolException($"The load on {address} was not answered: {output}");
        return new Rate(Number(PerSecond().Match(output)), Milliseconds(Median().Match(output)), Milliseconds(P99().Match(output)));
    }

    private static double Milliseconds(Match match) => Number(match) * match.Groups[2].Value switch { "us" => 1e-3, "ms" => 1, "s" => 1e3, _ => double.NaN };

    private static double Number(Match match) => double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)")]
    private static partial Regex PerSecond();

    [GeneratedRegex(@"50%\s+([\d.]+)(us|ms|s)")]
    private static partial Regex Median();

    [GeneratedRegex(@"99%\s+([\d.]+)(us|ms|s)")]
    private static partial Regex P99();
}
