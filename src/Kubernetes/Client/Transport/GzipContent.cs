using System.IO.Compression;

namespace Kubernetes.Client.Transport;

/// <summary>Undoes the compression of a response, so that nobody behind it needs to know.</summary>
internal static class GzipContent
{
    public static async Task UnwrapAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (!response.Content.Headers.ContentEncoding.Contains("gzip")) return;
        var packed = response.Content;
        var plain = new StreamContent(new GZipStream(await packed.ReadAsStreamAsync(cancellationToken), CompressionMode.Decompress));
        plain.Headers.ContentType = packed.Headers.ContentType;
        response.Content = plain;
    }
}
