using System.IO.Compression;

namespace Kubernetes.Client.Transport;

/// <summary>Undoes the compression of a response, so that nobody behind it needs to know.</summary>
internal static class GzipContent
{
    public static HttpResponseMessage Unwrap(HttpResponseMessage response)
    {
        if (!response.Content.Headers.ContentEncoding.Contains("gzip")) return response;
        var packed = response.Content;
        var plain = new StreamContent(new GZipStream(packed.ReadAsStream(), CompressionMode.Decompress));
        plain.Headers.ContentType = packed.Headers.ContentType;
        response.Content = plain;
        return response;
    }
}
