using System.Net;

namespace Kubernetes.Client.Transport;

/// <summary>
/// The proxy that HTTPS_PROXY, HTTP_PROXY and NO_PROXY name, by the rules of Go's golang.org/x/net/http/httpproxy, which kubectl and every other
/// client of a cluster follow. .NET's own reading knows no address ranges: with <c>NO_PROXY=10.0.0.0/8</c> it would send the cluster's traffic away.
/// </summary>
internal sealed class EnvironmentProxy : IWebProxy
{
    private readonly WebProxy? _https;
    private readonly WebProxy? _http;
    private readonly IReadOnlyList<ProxyBypass> _bypasses;

    private EnvironmentProxy(WebProxy? https, WebProxy? http, IReadOnlyList<ProxyBypass> bypasses) => (_https, _http, _bypasses) = (https, http, bypasses);

    public ICredentials? Credentials { get => (_https ?? _http)?.Credentials; set => throw new NotSupportedException(); }

    public static EnvironmentProxy Read(Func<string, string?> environment)
    {
        var bypasses = Value(environment, "NO_PROXY")?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
        return new(Proxy(Value(environment, "HTTPS_PROXY")), Proxy(Value(environment, "HTTP_PROXY")), [.. bypasses.Select(ProxyBypass.Parse)]);
    }

    public Uri? GetProxy(Uri destination) => IsBypassed(destination) ? null : For(destination)?.GetProxy(destination);

    public bool IsBypassed(Uri host) => For(host) is null || IsThisMachine(host) || _bypasses.Any(bypass => bypass.Covers(host));

    private WebProxy? For(Uri destination) => destination.Scheme is "https" or "wss" ? _https : _http;

    private static bool IsThisMachine(Uri host) =>
        host.IdnHost == "localhost" || (IPAddress.TryParse(host.IdnHost, out var address) && IPAddress.IsLoopback(address));

    private static WebProxy? Proxy(string? text)
    {
        if (text is null) return null;
        var address = text.Contains("://", StringComparison.Ordinal) ? text : $"http://{text}";
        return Uri.TryCreate(address, UriKind.Absolute, out var proxy) ? Connections.Through(proxy) : null;
    }

    private static string? Value(Func<string, string?> environment, string name) =>
        (environment(name) ?? environment(name.ToLowerInvariant())) is { } text && text.Trim() is { Length: > 0 } value ? value : null;
}
