using System.Buffers.Text;
using CounterApp.Http;

namespace CounterApp.Pages;

/// <summary>An answer that is ready but for one number: bytes before it and bytes after it.</summary>
internal sealed class NumberPage(string contentType, byte[] before, byte[] after)
{
    private const int MaxDigits = 20;

    /// <summary>Answers 200; allocates nothing.</summary>
    public void Send(Exchange exchange, long number)
    {
        Span<byte> digits = stackalloc byte[MaxDigits];
        Utf8Formatter.TryFormat(number, digits, out var length);
        Reply.Begin(exchange, StatusCodes.Status200OK, contentType, before.Length + length + after.Length);
        if (exchange.IsHead) return;
        var writer = exchange.Body;
        var body = writer.GetSpan(before.Length + length + after.Length);
        before.CopyTo(body);
        digits[..length].CopyTo(body[before.Length..]);
        after.CopyTo(body[(before.Length + length)..]);
        writer.Advance(before.Length + length + after.Length);
    }
}
