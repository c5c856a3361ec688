using System.Globalization;
using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Errors;
using LocalCluster.ApiServer.Objects;

namespace LocalCluster.ApiServer.Negotiation;

/// <summary>Writes whole answers.</summary>
internal static class ResponseWriter
{
    public static Task ObjectAsync(HttpContext http, int code, JsonObject body, AcceptedForm form, CancellationToken cancellation) => form.Yaml
        ? BytesAsync(http, code, "application/yaml", YamlWriter.Write(body), cancellation)
        : BytesAsync(http, code, "application/json", ObjectText.Write(body, form.Pretty), cancellation);

    public static Task TextAsync(HttpContext http, int code, string text, CancellationToken cancellation) =>
        BytesAsync(http, code, "text/plain; charset=utf-8", System.Text.Encoding.UTF8.GetBytes(text), cancellation);

    public static async Task BytesAsync(HttpContext http, int code, string contentType, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        http.Response.StatusCode = code;
        http.Response.ContentType = contentType;
        http.Response.ContentLength = body.Length;
        if (http.Request.Method != "HEAD")
            await http.Response.BodyWriter.WriteAsync(body, cancellation);
    }

    public static Task FailureAsync(HttpContext http, StatusException failure, CancellationToken cancellation)
    {
        if (failure.RetryAfterSeconds is { } seconds)
            http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return ObjectAsync(http, failure.Code, failure.Body, AcceptedForm.Json with { Pretty = RequestPretty.Wanted(http) }, cancellation);
    }
}
