using System.Globalization;
using System.Text;

namespace LocalCluster.ApiServer.Cel.Syntax;

/// <summary>The values of literal tokens. Each method answers null when the text stands for no value.</summary>
internal static class Literals
{
    private const char ByteMark = '\uFFFF';

    public static bool Is(TokenKind kind) => kind is
        TokenKind.Whole or TokenKind.Unsigned or TokenKind.Floating or TokenKind.Text or TokenKind.Bytes or TokenKind.True or TokenKind.False or TokenKind.Null;

    public static string TypeOf(TokenKind kind) => kind switch
    {
        TokenKind.Whole => "int",
        TokenKind.Unsigned => "uint",
        TokenKind.Floating => "double",
        TokenKind.Bytes => "bytes",
        _ => "string",
    };

    public static object? Value(Token token, bool negative) => token.Kind switch
    {
        TokenKind.Whole => Whole(token.Text, negative),
        TokenKind.Unsigned => Unsigned(token.Text),
        TokenKind.Floating => negative ? -Floating(token.Text) : Floating(token.Text),
        TokenKind.Text => Text(token.Text),
        TokenKind.Bytes => Bytes(token.Text),
        TokenKind.True => true,
        TokenKind.False => false,
        _ => null,
    };

    private static long? Whole(string text, bool negative)
    {
        var magnitude = Magnitude(text);
        if (magnitude is null || magnitude > (negative ? 9223372036854775808UL : long.MaxValue))
            return null;
        return negative ? unchecked(-(long)magnitude.Value) : (long)magnitude.Value;
    }

    private static ulong? Unsigned(string text) => Magnitude(text[..^1]);

    private static double? Floating(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    private static string? Text(string token) => Unquote(token, bytes: false) is { } parts ? string.Concat(parts) : null;

    private static byte[]? Bytes(string token) =>
        Unquote(token, bytes: true) is { } parts ? [.. parts.SelectMany(part => IsEscapedByte(part) ? [(byte)part[1]] : Encoding.UTF8.GetBytes(part))] : null;

    private static bool IsEscapedByte(string part) => part.Length == 2 && part[0] == ByteMark;

    private static ulong? Magnitude(string text)
    {
        var hex = text.StartsWith("0x", StringComparison.Ordinal);
        var style = hex ? NumberStyles.AllowHexSpecifier : NumberStyles.None;
        return ulong.TryParse(hex ? text[2..] : text, style, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    /// <summary>The pieces of a literal; an escaped byte of a bytes literal is a piece of its own, with a mark.</summary>
    private static List<string>? Unquote(string token, bool bytes)
    {
        var open = token.IndexOfAny(['"', '\'']);
        var raw = token.AsSpan(0, open).ContainsAny('r', 'R');
        var body = token[open..];
        var width = body.Length >= 6 && body[0] == body[1] && body[1] == body[2] ? 3 : 1;
        body = body[width..^width].Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        if (raw || !body.Contains('\\', StringComparison.Ordinal))
            return [body];
        List<string> parts = [];
        for (var i = 0; i < body.Length;)
        {
            if (body[i] != '\\')
                parts.Add(body[i++].ToString());
            else if (Escape(body, ref i, bytes) is { } part)
                parts.Add(part);
            else
                return null;
        }

        return parts;
    }

    private static string? Escape(string body, ref int i, bool bytes)
    {
        if (i + 1 >= body.Length)
            return null;
        var kind = body[i + 1];
        if (Simple(kind) is { } simple)
        {
            i += 2;
            return simple;
        }

        return kind switch
        {
            'x' or 'X' => Code(body, ref i, 2, 2, 16, bytes),
            'u' when !bytes => Code(body, ref i, 2, 4, 16),
            'U' when !bytes => Code(body, ref i, 2, 8, 16),
            >= '0' and <= '3' => Code(body, ref i, 1, 3, 8, bytes),
            _ => null,
        };
    }

    private static string? Simple(char kind) => kind switch
    {
        'a' => "\a",
        'b' => "\b",
        'f' => "\f",
        'n' => "\n",
        'r' => "\r",
        't' => "\t",
        'v' => "\v",
        '\\' or '\'' or '"' or '`' or '?' => kind.ToString(),
        _ => null,
    };

    private static string? Code(string body, ref int i, int skip, int digits, int numberBase, bool isByte = false)
    {
        if (i + skip + digits > body.Length)
            return null;
        try
        {
            var code = Convert.ToInt32(body.Substring(i + skip, digits), numberBase);
            i += skip + digits;
            if (isByte)
                return $"{ByteMark}{(char)code}";
            return Rune.IsValid(code) ? new Rune(code).ToString() : null;
        }
        catch (Exception e) when (e is FormatException or OverflowException or ArgumentException)
        {
            return null;
        }
    }
}
