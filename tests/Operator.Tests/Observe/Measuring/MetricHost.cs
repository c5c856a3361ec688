using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Operator.Tests.Observe.Measuring;

/// <summary>A server on a free port of the loopback that answers what a test tells it to, and remembers what it was asked.</summary>
internal sealed class MetricHost : IDisposable
{
    private readonly HttpListener _listener = new();

    private MetricHost(int port)
    {
        Address = $"http://127.0.0.1:{port}";
        _listener.Prefixes.Add($"{Address}/");
        _listener.Start();
        _ = Task.Run(ServeAsync);
    }

    public string Address { get; }

    /// <summary>Status and body of every answer; no answer at all while it is null.</summary>
    public (int Status, string Body)? Answer { get; set; } = (200, "{}");

    public ConcurrentQueue<(string Path, string? Authorization, string Body)> Requests { get; } = [];

    public static MetricHost Start()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var port = ((IPEndPoint)probe.LocalEndpoint).Port;
        probe.Stop();
        return new MetricHost(port);
    }

    public void Dispose() => _listener.Close();

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            var context = await _listener.GetContextAsync();
            using var reader = new StreamReader(context.Request.InputStream);
            Requests.Enqueue((context.Request.RawUrl ?? "", context.Request.Headers["Authorization"], WebUtility.UrlDecode(await reader.ReadToEndAsync())));
            if (Answer is not { } answer) continue;
            context.Response.StatusCode = answer.Status;
            if (answer.Status is >= 300 and < 400) context.Response.RedirectLocation = $"{Address}/elsewhere";
            await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(answer.Body));
            context.Response.Close();
        }
    }
}
