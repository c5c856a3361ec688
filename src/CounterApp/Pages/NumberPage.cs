using System.Buffers.Text;

namespace CounterApp.Pages;

/// <summary>An answer that is ready but for one number: bytes before it and bytes after it.</summary>
internal sealed class NumberPage(string contentType, byte[] before, byte[] after)
{
    private const int MaxDigits = 20;

    /// <summary>Answers 200; allocates nothing.</summary>
    public void Send(HttpContext context, long number)
    {
        Span<byte> digits = stackalloc byte[MaxDigits];
        Utf8Formatter.TryFormat(number, digits, out var length);
        Reply.Begin(context, StatusCodes.Status200OK, contentType, before.Length + length + after.Length);
        if (HttpMethods.IsHead(context.Request.Method)) return;
        var writer = context.Response.BodyWriter;
        var body = writer.GetSpan(before.Length + length + after.Length);
        before.CopyTo(body);
        digits[..length].CopyTo(body[before.Length..]);
        after.CopyTo(body[(before.Length + length)..]);
        writer.Advance(before.Length + length + after.Length);
    }
}
