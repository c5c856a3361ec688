using CounterApp.Http;

namespace CounterApp.Pages;

/// <summary>Writes whole answers. Nothing is sent before the request is done, so nothing here waits.</summary>
internal static class Reply
{
    public const string Text = "text/plain; charset=utf-8";
    public const string Json = "application/json";
    public const string Html = "text/html; charset=utf-8";

    public static void Send(Exchange exchange, int code, string contentType, ReadOnlySpan<byte> body)
    {
        Begin(exchange, code, contentType, body.Length);
        if (exchange.IsHead) return;
        var writer = exchange.Body;
        body.CopyTo(writer.GetSpan(body.Length));
        writer.Advance(body.Length);
    }

    public static void Line(Exchange exchange, int code, string line) =>
        Send(exchange, code, Text, System.Text.Encoding.UTF8.GetBytes(line + "\n"));

    public static void RefuseMethod(Exchange exchange, string allowed)
    {
        exchange.Headers.Allow = allowed;
        Line(exchange, StatusCodes.Status405MethodNotAllowed, $"Only {allowed.Replace(", ", " and ")} {(allowed.Contains(',') ? "are" : "is")} answered here.");
    }

    public static void Begin(Exchange exchange, int code, string contentType, long length)
    {
        exchange.StatusCode = code;
        var headers = exchange.Headers;
        headers.ContentType = contentType;
        headers.ContentLength = length;
        headers.CacheControl = "no-store";
    }
}
