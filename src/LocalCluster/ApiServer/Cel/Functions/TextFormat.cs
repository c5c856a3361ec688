using System.Globalization;
using System.Text;
using LocalCluster.ApiServer.Cel.Values;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Cel.Functions;

/// <summary><c>"%s has %d".format([a, b])</c>: %s, %d, %f, %e, %b, %x, %X, %o and %%, with a precision for %f and %e.</summary>
internal static class TextFormat
{
    private const int DefaultPrecision = 6;

    public static object Format(string pattern, CelList arguments)
    {
        var result = new StringBuilder();
        var next = 0;
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] != '%')
            {
                result.Append(pattern[i]);
                continue;
            }

            if (++i >= pattern.Length)
                return new CelError("unexpected end of string");
            if (pattern[i] == '%')
            {
                result.Append('%');
                continue;
            }

            if (next >= arguments.Count)
                return new CelError($"index {next} out of range");
            var precision = Precision(pattern, ref i);
            if (Clause(i < pattern.Length ? pattern[i] : ' ', precision, arguments[next++]) is not string text)
                return new CelError($"could not parse formatting clause: unrecognized formatting clause \"{(i < pattern.Length ? pattern[i] : ' ')}\"");
            result.Append(text);
        }

        return result.ToString();
    }

    /// <summary>A value as %s shows it: strings inside lists and maps quoted, keys sorted.</summary>
    public static string Show(object value) => value switch
    {
        CelList list => $"[{string.Join(", ", list.Items().Select(Quoted))}]",
        CelMap map => $"{{{string.Join(", ", map.Keys.Select(k => $"{Quoted(k)}:{Quoted(map.Find(k)!)}").Order(StringComparer.Ordinal))}}}",
        _ => CelText.Loose(value),
    };

    private static string Quoted(object value) => value switch
    {
        string text => GoText.Quote(text),
        double number => number.ToString("F6", CultureInfo.InvariantCulture),
        CelTypeValue type => $"type({type.Name})",
        _ => Show(value),
    };

    private static int Precision(string pattern, ref int i)
    {
        if (pattern[i] != '.')
            return DefaultPrecision;
        var start = ++i;
        while (i < pattern.Length && char.IsAsciiDigit(pattern[i]))
            i++;
        return int.TryParse(pattern.AsSpan(start, i - start), NumberStyles.None, CultureInfo.InvariantCulture, out var precision) ? precision : DefaultPrecision;
    }

    private static string? Clause(char kind, int precision, object value) => (kind, value) switch
    {
        ('s', _) => Show(value),
        ('d', long or ulong) => CelText.Loose(value),
        ('f', double number) => number.ToString("F" + precision, CultureInfo.InvariantCulture),
        ('e', double number) => Scientific(number, precision),
        ('b', long number) => number < 0 ? "-" + Convert.ToString(-number, 2) : Convert.ToString(number, 2),
        ('b', ulong number) => Convert.ToString((long)number, 2),
        ('b', bool flag) => flag ? "1" : "0",
        ('o', long number) => number < 0 ? "-" + Convert.ToString(-number, 8) : Convert.ToString(number, 8),
        ('o', ulong number) => Convert.ToString((long)number, 8),
        ('x', _) => Hex(value)?.ToLowerInvariant(),
        ('X', _) => Hex(value),
        _ => null,
    };

    private static string Scientific(double number, int precision)
    {
        var text = number.ToString("E" + precision, CultureInfo.InvariantCulture);
        var mark = text.IndexOf('E', StringComparison.Ordinal);
        var exponent = int.Parse(text.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return $"{text[..mark]}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}";
    }

    private static string? Hex(object value) => value switch
    {
        long number => number < 0 ? "-" + (-number).ToString("X", CultureInfo.InvariantCulture) : number.ToString("X", CultureInfo.InvariantCulture),
        ulong number => number.ToString("X", CultureInfo.InvariantCulture),
        string text => Convert.ToHexString(Encoding.UTF8.GetBytes(text)),
        CelBytes bytes => Convert.ToHexString(bytes.Content),
        _ => null,
    };
}
