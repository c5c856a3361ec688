using System.Globalization;
using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Typed;

/// <summary>metav1.Time and metav1.MicroTime: RFC 3339 in, UTC out, with Go's words for what is neither.</summary>
internal static class TimeText
{
    private const string TimeLayout = "2006-01-02T15:04:05Z07:00";
    private const string MicroLayout = "2006-01-02T15:04:05.000000Z07:00";
    private const int MicroDigits = 6;

    /// <summary>The parts that both layouts begin with, and how many digits each takes; 0 for punctuation.</summary>
    private static readonly (string Element, int Digits)[] Elements =
        [("2006", 4), ("-", 0), ("01", 2), ("-", 0), ("02", 2), ("T", 0), ("15", 2), (":", 0), ("04", 2), (":", 0), ("05", 2)];

    public static JsonNode Time(JsonNode value) => Read(value, TimeLayout, "yyyy-MM-dd'T'HH:mm:ss'Z'");

    public static JsonNode MicroTime(JsonNode value) => Read(value, MicroLayout, "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'");

    private static JsonNode Read(JsonNode value, string layout, string format)
    {
        var text = value.GetValue<string>();
        if (DateTime.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            return value;
        if (Complaint(text, layout) is { } complaint)
            throw new TypeMismatchException(complaint);
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
            throw new TypeMismatchException($"parsing time {GoText.Quote(text)}: day out of range");
        var written = time.UtcDateTime.ToString(format, CultureInfo.InvariantCulture);
        return written == text ? value : JsonValue.Create(written);
    }

    /// <summary>What Go's time.Parse says; null when it takes the text.</summary>
    private static string? Complaint(string text, string layout)
    {
        var rest = text;
        foreach (var (element, digits) in Elements)
        {
            if (digits == 0 ? !rest.StartsWith(element, StringComparison.Ordinal) : rest.Length < digits || !rest[..digits].All(char.IsAsciiDigit))
                return $"parsing time {GoText.Quote(text)} as {GoText.Quote(layout)}: cannot parse {GoText.Quote(rest)} as {GoText.Quote(element)}";
            if (digits == 2 && OutOfRange(element, int.Parse(rest[..2], CultureInfo.InvariantCulture)) is { } field)
                return $"parsing time {GoText.Quote(text)}: {field} out of range";
            rest = rest[(digits == 0 ? element.Length : digits)..];
        }

        return Tail(text, layout, rest);
    }

    /// <summary>A fraction may follow the seconds even where the layout has none; with six digits in the layout those six must.</summary>
    private static string? Tail(string text, string layout, string rest)
    {
        var fraction = rest.StartsWith('.') || rest.StartsWith(',') ? rest.Skip(1).TakeWhile(char.IsAsciiDigit).Count() : 0;
        if (layout == MicroLayout && fraction < MicroDigits)
            return $"parsing time {GoText.Quote(text)} as {GoText.Quote(layout)}: cannot parse {GoText.Quote(rest)} as {GoText.Quote(".000000")}";
        if (fraction > 0)
            rest = rest[((layout == MicroLayout ? MicroDigits : fraction) + 1)..];
        if (rest == "Z")
            return null;
        var zone = rest.Length >= 6 && rest[0] is '+' or '-' && rest[3] == ':';
        if (!zone && !rest.StartsWith('Z'))
            return $"parsing time {GoText.Quote(text)} as {GoText.Quote(layout)}: cannot parse {GoText.Quote(rest)} as {GoText.Quote("Z07:00")}";
        var extra = zone ? rest[6..] : rest[1..];
        return extra.Length == 0 ? null : $"parsing time {GoText.Quote(text)}: extra text: {GoText.Quote(extra)}";
    }

    private static string? OutOfRange(string element, int number) => element switch
    {
        "01" when number is < 1 or > 12 => "month",
        "02" when number is < 1 or > 31 => "day",
        "15" when number > 23 => "hour",
        "04" when number > 59 => "minute",
        "05" when number > 59 => "second",
        _ => null,
    };
}
