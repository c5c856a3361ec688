using System.Diagnostics;

namespace Bench.Report;

/// <summary>Someone else's program, run to its end.</summary>
internal static class Tool
{
    /// <returns>What it wrote to standard output.</returns>
    /// <exception cref="MissingToolException">It is not installed, or it failed.</exception>
    public static async Task<string> RunAsync(string name, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        using var process = Start(name, arguments);
        try
        {
            var error = process.StandardError.ReadToEndAsync(cancellationToken);
            var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode == 0 ? output : throw new MissingToolException($"{name} failed: {await error}");
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }
    }

    /// <exception cref="MissingToolException">It is not installed.</exception>
    public static Process Start(string name, IEnumerable<string> arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(name, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new MissingToolException($"{name} is needed and cannot be started ({e.Message}). On Debian: apt-get install {name}");
        }
    }
}
