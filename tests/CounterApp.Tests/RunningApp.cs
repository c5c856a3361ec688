using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace CounterApp.Tests;

/// <summary>The built app as a process of its own, on a free port of the loopback.</summary>
internal sealed partial class RunningApp : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    private readonly Process _process;

    private RunningApp(Process process, Uri address)
    {
        _process = process;
        Client = new HttpClient { BaseAddress = address, Timeout = Deadline };
    }

    public HttpClient Client { get; }

    public int Id => _process.Id;

    /// <summary>Starts the app and returns when it listens.</summary>
    public static async Task<RunningApp> StartAsync(DataDirectory data, params (string Name, string Value)[] environment)
    {
        var process = Launch(data, environment);
        while (await process.StandardOutput.ReadLineAsync().WaitAsync(Deadline) is { } line)
        {
            if (Listening().Match(line) is { Success: true } match) return new RunningApp(process, new Uri(match.Value));
        }

        throw new InvalidOperationException($"The app ended: {await process.StandardError.ReadToEndAsync()}");
    }

    /// <summary>Starts the app where it cannot, and waits for its end.</summary>
    public static async Task<(int ExitCode, string Error)> RefusedAsync(DataDirectory data, params (string Name, string Value)[] environment)
    {
        using var process = Launch(data, environment);
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(Deadline);
        return (process.ExitCode, await error);
    }

    public Task<string> VisitAsync() => Client.GetStringAsync("/");

    /// <summary>The number, without counting.</summary>
    public async Task<long> NumberAsync() =>
        long.Parse((await Client.GetStringAsync("/visits")).Split(' ')[0], CultureInfo.InvariantCulture);

    /// <summary>Asks what there is to hand over, or tells it <paramref name="document"/>.</summary>
    /// <param name="chunked">Without saying beforehand how long the document is.</param>
    public Task<(int Code, string Body)> HandoverAsync(string? token, string? document = null, bool chunked = false) =>
        SendAsync(document is null ? HttpMethod.Get : HttpMethod.Post, "/handover", token, document, chunked);

    public Task<(int Code, string Body)> PostAsync(string path, string? token) => SendAsync(HttpMethod.Post, path, token, null, chunked: false);

    /// <summary>What the app has printed since it listens, when it has ended.</summary>
    public Task<string> RestOfLogAsync() => _process.StandardOutput.ReadToEndAsync().WaitAsync(Deadline);

    public async Task<int> TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await _process.WaitForExitAsync().WaitAsync(Deadline);
        return _process.ExitCode;
    }

    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync().WaitAsync(Deadline);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (!_process.HasExited) await KillAsync();
        _process.Dispose();
    }

    private async Task<(int Code, string Body)> SendAsync(HttpMethod method, string path, string? token, string? document, bool chunked)
    {
        using var request = new HttpRequestMessage(method, path);
        if (token is not null) request.Headers.Add("Handover-Token", token);
        if (document is not null) request.Content = new StringContent(document);
        request.Headers.TransferEncodingChunked = chunked;
        using var response = await Client.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    private static Process Launch(DataDirectory data, (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(CounterOptions).Assembly.Location])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["DATA_DIR"] = data.Path, ["POD_NAME"] = "app-python-0", ["ASPNETCORE_URLS"] = "http://127.0.0.1:0" },
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Listening();
}
