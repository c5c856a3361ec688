using System.Globalization;

namespace Bench.Report;

/// <summary>The text of one suite in <c>bench/README.md</c>: figures, and all that is needed to get them again. Pure.</summary>
internal static class Section
{
    public static string Render(SuiteResult result, string suite, string machine, DateTimeOffset now)
    {
        var date = now.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
        return string.Join("\n\n", (string[])
        [
            $"    dotnet run -c Release --project bench -- {suite}",
            $"{date}, {machine}.",
            .. result.Tables.Select(table => table.ToString()),
            string.Join('\n', result.Findings.Select(finding => $"- {finding}")),
        ]).TrimEnd();
    }
}
