using System.Diagnostics;
using EndToEnd.Tests.Clusters;

namespace EndToEnd.Tests;

/// <summary>The real kubectl, run as a user runs it.</summary>
public sealed class Kubectl
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    public static string? Path { get; } =
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator).Select(folder => System.IO.Path.Combine(folder, "kubectl")).FirstOrDefault(File.Exists);

    /// <summary>A kubeconfig of somebody else speaks of another namespace than the tests'.</summary>
    private static readonly string[] Scope = NamedCluster.File is null ? [] : ["--namespace", Playground.Namespace];

    private readonly string _kubeconfig;
    private readonly string _home;

    /// <summary>For the cluster of a playground, in its namespace.</summary>
    public Kubectl(Playground playground)
        : this(playground.Kubeconfig, playground.DataDirectory)
    {
    }

    private Kubectl(string kubeconfig, string home) => (_kubeconfig, _home) = (kubeconfig, home);

    /// <summary>For what it does by itself.</summary>
    public static Kubectl WithoutCluster { get; } = new("/dev/null", "/dev");

    /// <summary>Runs it to its end and returns what it printed, on both streams.</summary>
    /// <exception cref="InvalidOperationException">It ended with another exit code than 0.</exception>
    public async Task<string> RunAsync(params string[] arguments)
    {
        var (code, output) = await TryAsync(null, arguments);
        return code == 0 ? output : throw new InvalidOperationException($"kubectl {string.Join(' ', arguments)}: exit code {code}\n{output}");
    }

    /// <summary>Runs it with a text on its standard input.</summary>
    public async Task<(int Code, string Output)> TryAsync(string? input, params string[] arguments)
    {
        using var process = Start(arguments);
        if (input is not null) await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        using var deadline = new CancellationTokenSource(Deadline);
        var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
        var errors = process.StandardError.ReadToEndAsync(deadline.Token);
        try
        {
            await process.WaitForExitAsync(deadline.Token);
            return (process.ExitCode, await output + await errors);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>Starts it and leaves it running; the caller kills it.</summary>
    public Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo(Path!, [.. Scope, .. arguments]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["KUBECONFIG"] = _kubeconfig;
        start.Environment["EDITOR"] = "sed -i s/counterapp:1.0/counterapp:1.1/";
        start.Environment["HOME"] = _home;
        return Process.Start(start)!;
    }
}
