using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kubernetes.Client.Config;
using Kubernetes.Models;

namespace Kubernetes.Client.Transport;

/// <summary>Runs an exec plugin once: environment in, ExecCredential out. Arguments go as a list; no shell is in between.</summary>
internal static class ExecRun
{
    private const int MostWords = 1024;

    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);

    /// <exception cref="ConfigException">It is not installed, failed, or printed something else; what it said on stderr is in the message.</exception>
    public static async Task<ExecAnswer> RunAsync(ExecPlugin plugin, TimeProvider time, CancellationToken cancellationToken)
    {
        if (plugin.NeedsTerminal) throw new ConfigException($"The exec plugin {plugin.Command} wants a terminal (interactiveMode: Always), which this program has not: set interactiveMode to IfAvailable or Never, or use another credential.");
        using var deadline = new CancellationTokenSource(Deadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        using var process = Start(plugin);
        try
        {
            process.StandardInput.Close();
            var errors = process.StandardError.ReadToEndAsync(either.Token);
            var output = await process.StandardOutput.ReadToEndAsync(either.Token);
            await process.WaitForExitAsync(either.Token);
            return process.ExitCode == 0
                ? ExecAnswer.Parse(plugin, output)
                : throw new ConfigException($"The exec plugin {plugin.Command} failed with exit code {process.ExitCode}: {Shortened(await errors)}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ConfigException($"The exec plugin {plugin.Command} did not answer within {Deadline.TotalSeconds:0} s.");
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    private static Process Start(ExecPlugin plugin)
    {
        var start = new ProcessStartInfo(plugin.Command)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in plugin.Arguments) start.ArgumentList.Add(argument);
        foreach (var (name, value) in plugin.Environment) start.Environment[name] = value;
        start.Environment["KUBERNETES_EXEC_INFO"] = Question(plugin);
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new ConfigException($"The exec plugin {plugin.Command} cannot be started: {e.Message}. {plugin.InstallHint}".TrimEnd(), e);
        }
    }

    private static string Shortened(string words) => words.Trim() is { Length: > MostWords } many ? many[..MostWords] + " …" : words.Trim();

    private static string Question(ExecPlugin plugin)
    {
        var spec = new JsonObject { ["interactive"] = false };
        if (plugin.ClusterInfoJson is { } cluster) spec["cluster"] = JsonNode.Parse(cluster);
        var question = new JsonObject { ["kind"] = "ExecCredential", ["apiVersion"] = plugin.ApiVersion, ["spec"] = spec };
        return JsonSerializer.Serialize(question, KubernetesJson.Default.JsonObject);
    }
}
