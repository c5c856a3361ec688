namespace CounterApp.Pages;

/// <summary>Writes whole answers. Nothing is sent before the request is done, so nothing here waits.</summary>
internal static class Reply
{
    public const string Text = "text/plain; charset=utf-8";
    public const string Json = "application/json";
    public const string Html = "text/html; charset=utf-8";

    public static void Send(HttpContext context, int code, string contentType, ReadOnlySpan<byte> body)
    {
        Begin(context, code, contentType, body.Length);
        if (HttpMethods.IsHead(context.Request.Method)) return;
        var writer = context.Response.BodyWriter;
        body.CopyTo(writer.GetSpan(body.Length));
        writer.Advance(body.Length);
    }

    public static void Line(HttpContext context, int code, string line) =>
        Send(context, code, Text, System.Text.Encoding.UTF8.GetBytes(line + "\n"));

    public static void RefuseMethod(HttpContext context, string allowed)
    {
        context.Response.Headers.Allow = allowed;
        Line(context, StatusCodes.Status405MethodNotAllowed, $"Only {allowed.Replace(", ", " and ")} {(allowed.Contains(',') ? "are" : "is")} answered here.");
    }

    public static void Begin(HttpContext context, int code, string contentType, long length)
    {
        var response = context.Response;
        response.StatusCode = code;
        response.ContentType = contentType;
        response.ContentLength = length;
        response.Headers.CacheControl = "no-store";
    }
}
