using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Kubernetes.Models;
using Kubernetes.Tests.Scripting;

namespace Kubernetes.Tests.Models;

/// <summary>The rules of k8s.io/apimachinery, pkg/api/resource/quantity.go.</summary>
public sealed class QuantityTests
{
    private static readonly Config Often = Config.QuickThrowOnFailure.WithMaxTest(500);

    private static readonly (string Suffix, int Thousands, int Powers1024)[] Suffixes =
    [
        ("n", -3, 0), ("u", -2, 0), ("m", -1, 0), ("", 0, 0), ("k", 1, 0), ("M", 2, 0), ("G", 3, 0), ("T", 4, 0), ("P", 5, 0), ("E", 6, 0),
        ("Ki", 0, 1), ("Mi", 0, 2), ("Gi", 0, 3), ("Ti", 0, 4), ("Pi", 0, 5), ("Ei", 0, 6), ("e3", 1, 0), ("E6", 2, 0), ("e-3", -1, 0), ("e+9", 3, 0),
    ];

    private static readonly Arbitrary<(int Number, int Decimals, int Suffix)> Written =
        (from number in Gen.Choose(-2_000_000, 2_000_000)
         from decimals in Gen.Choose(0, 4)
         from suffix in Gen.Choose(0, Suffixes.Length - 1)
         select (number, decimals, suffix)).ToArbitrary();

    [Theory]
    [InlineData("0", "0")]
    [InlineData("0Mi", "0")]
    [InlineData("-0", "0")]
    [InlineData("1000m", "1")]
    [InlineData("1500m", "1500m")]
    [InlineData("1.5", "1500m")]
    [InlineData("0.1m", "100u")]
    [InlineData("0.1n", "1n")]
    [InlineData("-0.1n", "-1n")]
    [InlineData("1000k", "1M")]
    [InlineData("1.5Gi", "1536Mi")]
    [InlineData("-181437.5Ki", "-185792000")]
    [InlineData("1024Mi", "1Gi")]
    [InlineData("1024", "1024")]
    [InlineData("1Ki", "1Ki")]
    [InlineData("0.5Ki", "512")]
    [InlineData("0.1Mi", "104857600m")]
    [InlineData("1e3", "1e3")]
    [InlineData("1E3", "1e3")]
    [InlineData("12e6", "12e6")]
    [InlineData("100e-3", "100e-3")]
    [InlineData("1e-9", "1e-9")]
    [InlineData("1e2", "100")]
    [InlineData("1000E", "1e21")]
    [InlineData("-512Mi", "-512Mi")]
    [InlineData("+1", "1")]
    [InlineData(".5", "500m")]
    [InlineData("5.", "5")]
    [InlineData("007", "7")]
    [InlineData("8Ei", "9223372036854775807")]
    [InlineData("-100Ei", "-9223372036854775807")]
    public void The_canonical_form_has_no_fraction_and_the_largest_suffix(string text, string canonical) =>
        Assert.Equal(canonical, new Quantity(text).Canonical);

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("Mi")]
    [InlineData("1.1.M")]
    [InlineData("1+1.0M")]
    [InlineData("0.1mi")]
    [InlineData("0.1am")]
    [InlineData("aoeu")]
    [InlineData(".5i")]
    [InlineData("1i")]
    [InlineData("-3.01i")]
    [InlineData("-3.01e-")]
    [InlineData("1e3Mi")]
    [InlineData("1e3m")]
    [InlineData("1 Mi")]
    [InlineData(" 1")]
    [InlineData("1 ")]
    [InlineData("--1")]
    [InlineData("1,5")]
    [InlineData("1_000")]
    [InlineData("0x10")]
    [InlineData("١")]
    [InlineData("1e999999999")]
    public void What_is_no_quantity_is_refused_with_what_to_write(string text)
    {
        Assert.False(Quantity.TryParse(text, out _));
        var refused = Assert.Throws<FormatException>(() => new Quantity(text).Value);
        Assert.Contains("write a number with a suffix such as 10Mi", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_way_of_writing_has_the_amount_that_its_suffix_says() =>
        Check.One(Often, Prop.ForAll(Written, written => Quantity.TryParse(Text(written), out var value) && Exactly(value) == Billionths(written)));

    /// <summary>An amount written with a binary suffix that is left without one is read as a decimal number again: 181437.5Ki is 185792000, and that is 185792k.</summary>
    [Fact]
    public void The_canonical_form_is_the_same_amount_and_its_own_canonical_form() =>
        Check.One(Often, Prop.ForAll(Written, written =>
        {
            var quantity = new Quantity(Text(written));
            var canonical = new Quantity(quantity.Canonical);
            var losesItsFamily = Text(written).EndsWith('i') && char.IsAsciiDigit(quantity.Canonical[^1]);
            return canonical == quantity && (canonical.Canonical == quantity.Canonical || losesItsFamily) && !quantity.Canonical.Contains('.', StringComparison.Ordinal);
        }));

    [Fact]
    public void Order_and_equality_go_by_the_amount() =>
        Check.One(Often, Prop.ForAll(Written, Written, (left, right) =>
        {
            var (a, b) = (new Quantity(Text(left)), new Quantity(Text(right)));
            var expected = Billionths(left).CompareTo(Billionths(right));
            return Math.Sign(a.CompareTo(b)) == Math.Sign(expected) && (a == b) == (expected == 0) && (expected != 0 || a.GetHashCode() == b.GetHashCode());
        }));

    [Fact]
    public void Amounts_beyond_every_machine_number_still_have_an_order()
    {
        Assert.True(new Quantity("1e30") > new Quantity("1e29"));
        Assert.Equal(new Quantity("1000e27"), new Quantity("1e30"));
        Assert.False(Quantity.TryParse("1e40", out _));
        Assert.Equal("10e39", new Quantity("1e40").Canonical);
    }

    [Theory]
    [InlineData("\"1000m\"", "\"1000m\"")]
    [InlineData("\"1.50Gi\"", "\"1.50Gi\"")]
    [InlineData("3", "\"3\"")]
    [InlineData("0.5", "\"0.5\"")]
    public void The_text_stays_as_it_came(string json, string written)
    {
        var requirements = JsonSerializer.Deserialize($$$"""{"requests":{"cpu":{{{json}}}}}""", KubernetesJson.Default.ResourceRequirements)!;

        Assert.Equal($$$"""{"requests":{"cpu":{{{written}}}}}""", JsonSerializer.Serialize(requirements, KubernetesJson.Default.ResourceRequirements));
    }

    [Fact]
    public void A_bare_number_survives_a_cut_through_its_middle()
    {
        var bytes = Encoding.UTF8.GetBytes("""{"requests":{"cpu":12345}}""");
        for (var cut = 1; cut < bytes.Length; cut++)
        {
            var reader = new Utf8JsonReader(Segments.Of(bytes, cut));
            var read = JsonSerializer.Deserialize(ref reader, KubernetesJson.Default.ResourceRequirements)!;
            Assert.Equal("12345", read.Requests!["cpu"].ToString());
        }
    }

    private static string Text((int Number, int Decimals, int Suffix) written)
    {
        var digits = Math.Abs(written.Number).ToString(CultureInfo.InvariantCulture).PadLeft(written.Decimals + 1, '0');
        var number = written.Decimals == 0 ? digits : $"{digits[..^written.Decimals]}.{digits[^written.Decimals..]}";
        return (written.Number < 0 ? "-" : "") + number + Suffixes[written.Suffix].Suffix;
    }

    private static BigInteger Billionths((int Number, int Decimals, int Suffix) written)
    {
        var (_, thousands, powers) = Suffixes[written.Suffix];
        var times = BigInteger.Abs(written.Number) * BigInteger.Pow(10, 9 + Math.Max(0, thousands * 3)) * BigInteger.Pow(1024, powers);
        var amount = BigInteger.DivRem(times, BigInteger.Pow(10, written.Decimals + Math.Max(0, -thousands * 3)), out var rest) + (rest.IsZero ? 0 : 1);
        if (powers > 0) amount = BigInteger.Min(amount, long.MaxValue * BigInteger.Pow(10, 9));
        return written.Number < 0 ? -amount : amount;
    }

    private static BigInteger Exactly(decimal value)
    {
        var whole = decimal.Truncate(value);
        return ((BigInteger)whole * 1_000_000_000) + (BigInteger)((value - whole) * 1_000_000_000m);
    }
}
