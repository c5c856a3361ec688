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
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);

    /// <exception cref="ConfigException">It is not installed, failed, or printed something else; what it said on stderr is in the message.</exception>
    public static async Task<ExecAnswer> RunAsync(ExecPlugin plugin, TimeProvider time, CancellationToken cancellationToken)
    {
        if (plugin.NeedsTerminal) throw new ConfigException($"The exec plugin {plugin.Command} wants a terminal (interactiveMode: Always), which this program has not.");
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
                ? Parse(plugin, output)
                : throw new ConfigException($"The exec plugin {plugin.Command} failed with exit code {process.ExitCode}: {(await errors).Trim()}");
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

    private static string Question(ExecPlugin plugin)
    {
        var spec = new JsonObject { ["interactive"] = false };
        if (plugin.ClusterInfoJson is { } cluster) spec["cluster"] = JsonNode.Parse(cluster);
        var question = new JsonObject { ["kind"] = "ExecCredential", ["apiVersion"] = plugin.ApiVersion, ["spec"] = spec };
        return JsonSerializer.Serialize(question, KubernetesJson.Default.JsonObject);
    }

    private static ExecAnswer Parse(ExecPlugin plugin, string output)
    {
        try
        {
            using var json = JsonDocument.Parse(output);
            var root = json.RootElement;
            if (root.GetProperty("apiVersion").GetString() != plugin.ApiVersion)
                throw new ConfigException($"The exec plugin {plugin.Command} answered in {root.GetProperty("apiVersion")}, not in {plugin.ApiVersion} as configured.");
            var status = root.GetProperty("status");
            var answer = new ExecAnswer(
                Text(status, "token"), Text(status, "clientCertificateData"), Text(status, "clientKeyData"),
                status.TryGetProperty("expirationTimestamp", out var expiry) ? expiry.GetDateTimeOffset() : null);
            return answer is { Token: null, CertificatePem: null }
                ? throw new ConfigException($"The exec plugin {plugin.Command} answered with neither a token nor a client certificate.")
                : answer;
        }
        // The output itself stays out of the message: it may hold a token.
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new ConfigException($"The exec plugin {plugin.Command} did not print an ExecCredential with a status.");
        }
    }

    private static string? Text(JsonElement status, string name) => status.TryGetProperty(name, out var value) ? value.GetString() : null;
}
