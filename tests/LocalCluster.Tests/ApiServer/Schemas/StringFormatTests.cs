using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.Tests.ApiServer.Schemas;

public sealed class StringFormatTests
{
    [Theory]
    [InlineData("date-time", "2024-02-29T10:00:00Z")]
    [InlineData("date-time", "2024-02-29T10:00:00.123+02:00")]
    [InlineData("date", "2024-02-29")]
    [InlineData("duration", "1h30m")]
    [InlineData("email", "a.b+c@example.com")]
    [InlineData("email", "A Name <a@example.com>")]
    [InlineData("hostname", "web-0.example.com")]
    [InlineData("ipv4", "10.0.0.1")]
    [InlineData("ipv6", "2001:db8::1")]
    [InlineData("ipv6", "::ffff:10.0.0.1")]
    [InlineData("ipv6", "1:2:3:4:5:6:7:8")]
    [InlineData("cidr", "10.0.0.0/8")]
    [InlineData("cidr", "2001:db8::/32")]
    [InlineData("mac", "00:1a:2B:3c:4d:5e")]
    [InlineData("mac", "001a.2b3c.4d5e")]
    [InlineData("uuid", "6ba7b810-9dad-11d1-80b4-00c04fd430c8")]
    [InlineData("uuid4", "f47ac10b-58cc-4372-a567-0e02b2c3d479")]
    [InlineData("uri", "https://example.com/x?y=1")]
    [InlineData("byte", "aGVsbG8=")]
    [InlineData("hexcolor", "#ff00aa")]
    [InlineData("rgbcolor", "rgb(1, 2, 255)")]
    [InlineData("isbn", "978-0-306-40615-7")]
    [InlineData("creditcard", "4111111111111111")]
    [InlineData("ssn", "123-45-6789")]
    [InlineData("bsonobjectid", "507f1f77bcf86cd799439011")]
    [InlineData("password", "")]
    [InlineData("k8s-short-name", "web-0")]
    [InlineData("k8s-long-name", "web-0.example.com")]
    [InlineData("no-such-format", "anything")]
    public void A_value_of_the_format_is_accepted(string format, string value) => Assert.Empty(Errors(format, value));

    [Theory]
    [InlineData("date-time", "2024-02-30T10:00:00Z")]
    [InlineData("date", "2024-13-01")]
    [InlineData("duration", "1 fortnight ago")]
    [InlineData("email", "nobody")]
    [InlineData("email", "a..b@example.com")]
    [InlineData("hostname", "-web")]
    [InlineData("ipv4", "10.0.0.256")]
    [InlineData("ipv4", "::1")]
    [InlineData("ipv6", "10.0.0.1")]
    [InlineData("ipv6", "1:2:3:4:5:6:7")]
    [InlineData("ipv6", "1::2::3")]
    [InlineData("ipv6", "12345::")]
    [InlineData("ipv6", "1:2:3:4:5:6:7::8")]
    [InlineData("ipv6", "fe80::1%eth0")]
    [InlineData("cidr", "10.0.0.0/33")]
    [InlineData("mac", "00:1a:2B:3c:4d")]
    [InlineData("uuid", "6ba7b810-9dad-11d1-80b4-00c04fd430cg")]
    [InlineData("uuid4", "6ba7b810-9dad-11d1-80b4-00c04fd430c8")]
    [InlineData("uri", "not a uri")]
    [InlineData("byte", "a=b")]
    [InlineData("hexcolor", "#ff00a")]
    [InlineData("rgbcolor", "rgb(1, 2, 256)")]
    [InlineData("isbn", "978-0-306-40615-8")]
    [InlineData("creditcard", "4111111111111112")]
    [InlineData("ssn", "12-345-6789")]
    [InlineData("bsonobjectid", "507f")]
    [InlineData("k8s-short-name", "web.0")]
    [InlineData("k8s-long-name", "Web")]
    public void Another_value_is_refused_by_the_name_of_the_format(string format, string value) =>
        Assert.Equal(
            [$"spec.x: Invalid value: \"{value}\": spec.x in body must be of type {format}: \"{value}\""],
            Errors(format, value));

    [Theory]
    [InlineData("1h", 3_600_000_000_000)]
    [InlineData("1h30m", 5_400_000_000_000)]
    [InlineData("1.5s", 1_500_000_000)]
    [InlineData("-2ms", -2_000_000)]
    [InlineData("0", 0)]
    public void Durations_are_read(string text, long nanoseconds)
    {
        Assert.True(GoDuration.TryParse(text, out var read));
        Assert.Equal(nanoseconds, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("h")]
    [InlineData("1d")]
    [InlineData("9999999h")]
    public void What_is_no_duration_is_not_read(string text) => Assert.False(GoDuration.TryParse(text, out _));

    [Theory]
    [InlineData(5_400_000_000_000, "1h30m0s")]
    [InlineData(1_500_000_000, "1.5s")]
    [InlineData(2_000_000, "2ms")]
    [InlineData(1_500, "1.5µs")]
    [InlineData(0, "0s")]
    public void Durations_are_written(long nanoseconds, string text) => Assert.Equal(text, GoDuration.Format(nanoseconds));

    private static string[] Errors(string format, string value) =>
        Spec.Errors(Spec.Field("x", $$"""{"type":"string","format":"{{format}}"}"""), $$"""{"x":"{{value}}"}""");
}
