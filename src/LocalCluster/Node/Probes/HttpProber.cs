using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;
using Kubernetes.Models.Core;

namespace LocalCluster.Node.Probes;

/// <summary>
/// HTTP probes and hooks: 200 to 399 is success, anything else a failure told in the kubelet's words. A new connection each
/// time, any certificate, no proxy of the machine's.
/// </summary>
[SuppressMessage("Security", "CA5359", Justification = "A probe asks whether something answers, not who; the kubelet skips verification too.")]
internal sealed class HttpProber : IDisposable
{
    private readonly HttpClient _client = new(
        new SocketsHttpHandler
        {
            UseProxy = false,
            AllowAutoRedirect = false,
            PooledConnectionLifetime = TimeSpan.Zero,
            SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true },
        })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public async Task<ProbeResult> GetAsync(HTTPGetAction action, Container container, string podAddress, CancellationToken cancellationToken)
    {
        if (PortNames.Find(action.Port, container) is not { } port) return ProbeResult.Failure($"couldn't find port: {action.Port}");

        var host = action.Host is { Length: > 0 } given ? given : podAddress;
        var scheme = string.Equals(action.Scheme, "HTTPS", StringComparison.OrdinalIgnoreCase) ? "https" : "http";
        var path = action.Path is { Length: > 0 } p ? p : "/";
        if (!path.StartsWith('/')) path = "/" + path;
        if (!Uri.TryCreate($"{scheme}://{host}:{port}{path}", UriKind.Absolute, out var uri)) return ProbeResult.Failure($"invalid URL: {host}:{port}{path}");

        return await SendAsync(uri, action, cancellationToken);
    }

    public void Dispose() => _client.Dispose();

    private async Task<ProbeResult> SendAsync(Uri uri, HTTPGetAction action, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, uri);
        request.Headers.TryAddWithoutValidation("User-Agent", "kube-probe/1.36");
        request.Headers.TryAddWithoutValidation("Accept", "*/*");
        foreach (var header in action.HttpHeaders ?? []) Set(request, header);
        try
        {
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            var code = (int)response.StatusCode;
            return code is >= 200 and < 400 ? ProbeResult.Success : ProbeResult.Failure($"HTTP probe failed with statuscode: {code}");
        }
        catch (HttpRequestException e)
        {
            return ProbeResult.Failure($"Get \"{uri}\": {Cause(e, uri)}");
        }
    }

    private static void Set(HttpRequestMessage request, HTTPHeader header)
    {
        request.Headers.Remove(header.Name);
        request.Headers.TryAddWithoutValidation(header.Name, header.Value);
    }

    private static string Cause(HttpRequestException e, Uri uri) => e.InnerException switch
    {
        SocketException socket => $"dial tcp {uri.Host}:{uri.Port}: {TcpProber.Words(socket)}",
        HttpIOException or IOException => "EOF",
        _ => e.Message,
    };
}
