using System.Net;
using System.Net.Http.Headers;
using Kubernetes.Client.Config;

namespace Kubernetes.Client.Transport;

/// <summary>Writes a <see cref="KubeRequest"/> as an HTTP message of this client: address, identity, impersonation.</summary>
internal sealed class HttpMessages(ClientConfig config)
{
    private readonly string _root = config.Server.AbsoluteUri.TrimEnd('/');

    public HttpRequestMessage Create(KubeRequest request, Proof proof)
    {
        var message = new HttpRequestMessage(request.Method, new Uri(_root + request.PathAndQuery))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        var headers = message.Headers;
        headers.TryAddWithoutValidation("Accept", request.Accept);
        headers.TryAddWithoutValidation("User-Agent", config.UserAgent);
        foreach (var (header, value) in request.Headers) headers.TryAddWithoutValidation(header, value);
        headers.Authorization = proof.Header;
        // .NET verifies the certificate against the Host header; SslOptions.TargetHost would be overwritten.
        if (config.Tls.ServerName is { } name) headers.Host = name;
        if (request.AcceptGzip && !config.DisableCompression) headers.AcceptEncoding.ParseAdd("gzip");
        if (config.Impersonate is { } other) Impersonate(headers, other);
        if (request.ContentType is null) return message;
        message.Content = new ReadOnlyMemoryContent(request.Body);
        message.Content.Headers.ContentType = new MediaTypeHeaderValue(request.ContentType);
        return message;
    }

    private static void Impersonate(HttpRequestHeaders headers, Impersonation other)
    {
        headers.Add("Impersonate-User", other.User);
        if (other.Uid is { } uid) headers.Add("Impersonate-Uid", uid);
        foreach (var group in other.Groups) headers.Add("Impersonate-Group", group);
        foreach (var (key, values) in other.Extra)
        {
            foreach (var value in values) headers.Add($"Impersonate-Extra-{Uri.EscapeDataString(key)}", value);
        }
    }
}
