using System.Buffers;
using System.Globalization;
using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Errors;
using LocalCluster.ApiServer.Objects;

namespace LocalCluster.ApiServer.Negotiation;

/// <summary>Writes whole answers.</summary>
internal static class ResponseWriter
{
    private const int Block = 64 * 1024;

    public static Task ObjectAsync(HttpContext http, int code, JsonObject body, AcceptedForm form, CancellationToken cancellation) => form.Yaml
        ? BytesAsync(http, code, "application/yaml", YamlWriter.Write(body), cancellation)
        : BytesAsync(http, code, "application/json", ObjectText.Write(body, form.Pretty), cancellation);

    public static Task TextAsync(HttpContext http, int code, string text, CancellationToken cancellation) =>
        BytesAsync(http, code, "text/plain; charset=utf-8", System.Text.Encoding.UTF8.GetBytes(text), cancellation);

    public static Task BytesAsync(HttpContext http, int code, string contentType, ReadOnlyMemory<byte> body, CancellationToken cancellation) =>
        PiecesAsync(http, code, contentType, [body], cancellation);

    /// <summary>One body in pieces, which are nowhere put together.</summary>
    public static async Task PiecesAsync(
        HttpContext http, int code, string contentType, IReadOnlyCollection<ReadOnlyMemory<byte>> pieces, CancellationToken cancellation)
    {
        http.Response.StatusCode = code;
        http.Response.ContentType = contentType;
        http.Response.ContentLength = pieces.Sum(piece => (long)piece.Length);
        if (http.Request.Method == "HEAD")
            return;
        var (writer, waiting) = (http.Response.BodyWriter, 0);
        foreach (var piece in pieces)
        {
            writer.Write(piece.Span);
            if ((waiting += piece.Length) < Block)
                continue;
            await writer.FlushAsync(cancellation);
            waiting = 0;
        }

        await writer.FlushAsync(cancellation);
    }

    public static Task FailureAsync(HttpContext http, StatusException failure, CancellationToken cancellation)
    {
        if (failure.RetryAfterSeconds is { } seconds)
            http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return ObjectAsync(http, failure.Code, failure.Body, AcceptedForm.Json with { Pretty = RequestPretty.Wanted(http) }, cancellation);
    }
}
