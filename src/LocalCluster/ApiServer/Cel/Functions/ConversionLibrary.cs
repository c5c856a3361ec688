using System.Globalization;
using System.Text;
using LocalCluster.ApiServer.Cel.Checking;
using LocalCluster.ApiServer.Cel.Values;
using LocalCluster.ApiServer.Schemas;
using static LocalCluster.ApiServer.Cel.Checking.CelType;

namespace LocalCluster.ApiServer.Cel.Functions;

/// <summary>From one type to another; what does not fit is an error, never a wrapped number.</summary>
internal static class ConversionLibrary
{
    private static readonly CelError IntOverflow = new("integer overflow");
    private static readonly CelError UintOverflow = new("unsigned integer overflow");

    public static readonly Library Functions = new Library()
        .Global("type", TypeOf(Library.A), [Library.A], a => new CelTypeValue(CelText.TypeName(a[0])))
        .Global("dyn", Dyn, [Library.A], a => a[0])
        .Global("bool", Bool, [Bool], a => a[0])
        .Global("bool", Bool, [Text], a => ToBool((string)a[0]))
        .Global("bytes", Bytes, [Bytes], a => a[0])
        .Global("bytes", Bytes, [Text], a => new CelBytes(Encoding.UTF8.GetBytes((string)a[0])))
        .Global("double", Floating, [Floating], a => a[0])
        .Global("double", Floating, [Int], a => (double)(long)a[0])
        .Global("double", Floating, [Text], a => ToDouble((string)a[0]))
        .Global("double", Floating, [Uint], a => (double)(ulong)a[0])
        .Global("duration", Duration, [Duration], a => a[0])
        .Global("duration", Duration, [Int], a => new CelDuration((long)a[0]))
        .Global("duration", Duration, [Text], a => ToDuration((string)a[0]))
        .Global("int", Int, [Int], a => a[0])
        .Global("int", Int, [Floating], a => Math.Abs((double)a[0]) < 9.2233720368547758e18 ? (long)(double)a[0] : IntOverflow)
        .Global("int", Int, [Duration], a => ((CelDuration)a[0]).Nanoseconds)
        .Global("int", Int, [Text], a => ToInt((string)a[0]))
        .Global("int", Int, [Timestamp], a => ((DateTimeOffset)a[0]).ToUnixTimeSeconds())
        .Global("int", Int, [Uint], a => (ulong)a[0] <= long.MaxValue ? (long)(ulong)a[0] : IntOverflow)
        .Global("string", Text, [Text], a => a[0])
        .Global("string", Text, [Bool], a => (bool)a[0] ? "true" : "false")
        .Global("string", Text, [Bytes], a => Decode((CelBytes)a[0]))
        .Global("string", Text, [Floating], a => GoFloat.Format((double)a[0]))
        .Global("string", Text, [Duration], a => a[0].ToString()!)
        .Global("string", Text, [Int], a => ((long)a[0]).ToString(CultureInfo.InvariantCulture))
        .Global("string", Text, [Timestamp], a => CelTime.Format((DateTimeOffset)a[0]))
        .Global("string", Text, [Uint], a => ((ulong)a[0]).ToString(CultureInfo.InvariantCulture))
        .Global("timestamp", Timestamp, [Timestamp], a => a[0])
        .Global("timestamp", Timestamp, [Int], a => FromUnix((long)a[0]))
        .Global("timestamp", Timestamp, [Text], a => ToTimestamp((string)a[0]))
        .Global("uint", Uint, [Uint], a => a[0])
        .Global("uint", Uint, [Floating], a => (double)a[0] is >= 0 and < 1.8446744073709552e19 ? (ulong)(double)a[0] : UintOverflow)
        .Global("uint", Uint, [Int], a => (long)a[0] >= 0 ? (ulong)(long)a[0] : UintOverflow)
        .Global("uint", Uint, [Text], a => ToUint((string)a[0]));

    /// <summary>Whether a literal would be refused at run time: the server looks at them when a rule is compiled.</summary>
    public static bool IsBadLiteral(string function, string text) => function switch
    {
        "duration" => ToDuration(text) is CelError,
        "timestamp" => ToTimestamp(text) is CelError,
        _ => Patterns.Compile(text) is null,
    };

    private static object ToBool(string text) => text switch
    {
        "1" or "t" or "T" or "TRUE" or "true" or "True" => CelBool.True,
        "0" or "f" or "F" or "FALSE" or "false" or "False" => CelBool.False,
        _ => new CelError("type conversion error from 'string' to 'bool'"),
    };

    private static object ToDouble(string text) =>
        double.TryParse(text, NumberStyles.Float & ~NumberStyles.AllowLeadingWhite & ~NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number)
            ? number
            : new CelError("type conversion error from 'string' to 'double'");

    private static object ToInt(string text) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
        ? number
        : new CelError("type conversion error from 'string' to 'int'");

    private static object ToUint(string text) => ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        ? number
        : new CelError("type conversion error from 'string' to 'uint'");

    private static object ToDuration(string text) =>
        GoDuration.TryParse(text, out var nanoseconds) ? new CelDuration(nanoseconds) : new CelError("type conversion error from 'string' to 'google.protobuf.Duration'");

    private static object ToTimestamp(string text) =>
        CelTime.Parse(text) is { } time ? time : new CelError("type conversion error from 'string' to 'google.protobuf.Timestamp'");

    private static object FromUnix(long seconds)
    {
        try
        {
            return DateTimeOffset.FromUnixTimeSeconds(seconds);
        }
        catch (ArgumentOutOfRangeException)
        {
            return new CelError("timestamp overflow");
        }
    }

    private static object Decode(CelBytes bytes)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes.Content);
        }
        catch (ArgumentException)
        {
            return new CelError("invalid UTF-8 in bytes, cannot convert to string");
        }
    }
}
