using System.Text;
using CounterApp.Visits;

namespace CounterApp.Tests.Visits;

public sealed class VisitTextTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("41", 41)]
    [InlineData("41\n", 41)]
    [InlineData(" 41\r\n", 41)]
    [InlineData("\t41", 41)]
    [InlineData("0000000000000000000000041", 41)]
    [InlineData("9223372036854775807", long.MaxValue)]
    public void A_bare_number_is_read_whatever_blanks_surround_it(string content, long visits)
    {
        Assert.Null(VisitText.Read(Encoding.ASCII.GetBytes(content), out var read));
        Assert.Equal(visits, read);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("\n \t", "is blank")]
    [InlineData("ten", "does not hold a decimal number")]
    [InlineData("1 2", "does not hold a decimal number")]
    [InlineData("1\n2\n", "does not hold a decimal number")]
    [InlineData("+1", "does not hold a decimal number")]
    [InlineData("1.0", "does not hold a decimal number")]
    [InlineData("0x10", "does not hold a decimal number")]
    [InlineData("\0\0\0", "does not hold a decimal number")]
    [InlineData("12\0\0", "does not hold a decimal number")]
    [InlineData("-", "does not hold a decimal number")]
    [InlineData("-5\n", "holds a negative number")]
    [InlineData("9223372036854775808", "holds a number beyond 64 bits")]
    [InlineData("18446744073709551616", "holds a number beyond 64 bits")]
    [InlineData("99999999999999999999999999999999", "holds a number beyond 64 bits")]
    public void Anything_else_is_damage_and_says_what_is_wrong(string content, string problem) =>
        Assert.Equal(problem, VisitText.Read(Encoding.ASCII.GetBytes(content), out _));

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(long.MaxValue)]
    public void What_is_written_is_one_line_and_reads_back(long visits)
    {
        var buffer = new byte[VisitText.MaxLength];

        var length = VisitText.Write(visits, buffer);

        Assert.Equal($"{visits}\n", Encoding.ASCII.GetString(buffer, 0, length));
        Assert.Null(VisitText.Read(buffer.AsSpan(0, length), out var read));
        Assert.Equal(visits, read);
    }
}
