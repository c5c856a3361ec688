using System.Buffers.Text;

namespace CounterApp.Visits;

/// <summary>The content of <c>visits.txt</c>: a decimal number and a newline. Pure.</summary>
internal static class VisitText
{
    /// <summary>Nineteen digits and a newline.</summary>
    public const int MaxLength = 20;

    /// <summary>How much of a file is read: enough for any number, and to see that something else is none.</summary>
    public const int Longest = 1024;

    private static ReadOnlySpan<byte> Blank => " \t\r\n"u8;

    /// <summary>Reads what we or others wrote: blanks around the number, leading zeros and a missing newline are all right.</summary>
    /// <returns>Null when it is a number; otherwise what is wrong with it, to follow "visits.txt ".</returns>
    public static string? Read(ReadOnlySpan<byte> content, out long visits)
    {
        visits = 0;
        var number = content.Trim(Blank);
        if (content.IsEmpty) return "is empty";
        if (number.IsEmpty) return "is blank";
        if (number[0] == '-' && IsDigits(number[1..])) return "holds a negative number";
        if (!IsDigits(number)) return "does not hold a decimal number";
        number = number.TrimStart((byte)'0');
        if (number.IsEmpty) return null;
        return number.Length <= 19 && Utf8Parser.TryParse(number, out visits, out var used) && used == number.Length
            ? null
            : "holds a number beyond 64 bits";
    }

    /// <returns>How many bytes of <paramref name="destination"/> were written.</returns>
    public static int Write(long visits, Span<byte> destination)
    {
        Utf8Formatter.TryFormat(visits, destination, out var length);
        destination[length] = (byte)'\n';
        return length + 1;
    }

    private static bool IsDigits(ReadOnlySpan<byte> text) => !text.IsEmpty && !text.ContainsAnyExceptInRange((byte)'0', (byte)'9');
}
