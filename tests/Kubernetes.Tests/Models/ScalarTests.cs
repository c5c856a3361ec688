using System.Globalization;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Kubernetes.Models;
using Kubernetes.Models.Coordination;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;

namespace Kubernetes.Tests.Models;

/// <summary>The odd scalars of the API on the wire: instants, numbers that may be texts, whole numbers beyond 32 bits.</summary>
public sealed class ScalarTests
{
    [Theory]
    [InlineData("2026-03-04T05:06:07.123456Z", "2026-03-04T05:06:07.123456Z")]
    [InlineData("2026-03-04T05:06:07.1Z", "2026-03-04T05:06:07.100000Z")]
    [InlineData("2026-03-04T05:06:07Z", "2026-03-04T05:06:07.000000Z")]
    [InlineData("2026-03-04T05:06:07.123456789Z", "2026-03-04T05:06:07.123456Z")]
    [InlineData("2026-03-04T07:06:07.5+02:00", "2026-03-04T05:06:07.500000Z")]
    public void A_micro_time_reads_any_precision_and_writes_six_digits(string wire, string written)
    {
        var lease = JsonSerializer.Deserialize($$$"""{"spec":{"renewTime":"{{{wire}}}"}}""", KubernetesJson.Default.Lease)!;

        Assert.Contains($"\"renewTime\":\"{written}\"", JsonSerializer.Serialize(lease, KubernetesJson.Default.Lease), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_instant_comes_back_as_it_was_to_the_microsecond() =>
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), Gen.Choose(0, 999_999).ToArbitrary(), (left, right) =>
        {
            var instant = DateTimeOffset.UnixEpoch.AddSeconds(left).AddMicroseconds(right);
            var lease = JsonSerializer.Serialize(new Lease { Spec = new LeaseSpec { RenewTime = instant } }, KubernetesJson.Default.Lease);
            return JsonSerializer.Deserialize(lease, KubernetesJson.Default.Lease)!.Spec!.RenewTime == new MicroTime(instant);
        }));

    [Fact]
    public void A_time_is_written_in_whole_seconds_of_UTC()
    {
        var meta = new ObjectMeta { CreationTimestamp = new DateTimeOffset(2026, 3, 4, 7, 6, 7, 900, TimeSpan.FromHours(2)) };

        Assert.Equal("""{"creationTimestamp":"2026-03-04T05:06:07Z"}""", JsonSerializer.Serialize(meta, KubernetesJson.Default.ObjectMeta));
    }

    [Theory]
    [InlineData("8080", true)]
    [InlineData("\"http\"", false)]
    [InlineData("\"8080\"", false)]
    [InlineData("\"25%\"", false)]
    [InlineData("0", true)]
    [InlineData("-1", true)]
    public void An_int_or_string_stays_what_it_was(string json, bool isInt)
    {
        var action = JsonSerializer.Deserialize($$"""{"port":{{json}}}""", KubernetesJson.Default.TCPSocketAction)!;

        Assert.Equal(isInt, action.Port.IsInt);
        Assert.Equal($$"""{"port":{{json}}}""", JsonSerializer.Serialize(action, KubernetesJson.Default.TCPSocketAction));
    }

    [Theory]
    [InlineData("25%", 10, true, 3)]
    [InlineData("25%", 10, false, 2)]
    [InlineData("0%", 10, true, 0)]
    [InlineData("100%", 7, false, 7)]
    [InlineData("150%", 2_000_000_000, false, -1)]
    public void A_percentage_is_rounded_as_asked(string text, int total, bool up, int expected)
    {
        if (expected < 0) Assert.Throws<OverflowException>(() => new IntOrString(text).Scale(total, up));
        else Assert.Equal(expected, new IntOrString(text).Scale(total, up));
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("%")]
    [InlineData("-5%")]
    [InlineData("2.5%")]
    public void A_text_that_is_no_percentage_says_what_to_write(string text) =>
        Assert.Contains("such as 25%", Assert.Throws<FormatException>(() => new IntOrString(text).Scale(10, true)).Message, StringComparison.Ordinal);

    [Fact]
    public void Whole_numbers_of_64_bits_are_read_whole()
    {
        var json = $$"""{"generation":{{long.MaxValue}},"deletionGracePeriodSeconds":{{long.MinValue}}}""";
        var meta = JsonSerializer.Deserialize(json, KubernetesJson.Default.ObjectMeta)!;

        Assert.Equal(long.MaxValue, meta.Generation);
        Assert.Equal(long.MinValue, meta.DeletionGracePeriodSeconds);
    }

    [Fact]
    public void Nulls_read_as_absent_and_are_not_written()
    {
        const string json = """
            {"apiVersion":null,"kind":null,"metadata":{"name":"a","labels":null,"creationTimestamp":null,"ownerReferences":null},
             "spec":{"containers":[{"name":"c","ports":null,"resources":null,"livenessProbe":null}],"nodeName":null},"status":null}
            """;
        var pod = JsonSerializer.Deserialize(json, KubernetesJson.Default.Pod)!;

        Assert.Equal("v1", pod.ApiVersion);
        Assert.Null(pod.Metadata.Labels);
        Assert.DoesNotContain("null", JsonSerializer.Serialize(pod, KubernetesJson.Default.Pod), StringComparison.Ordinal);
        Assert.Equal("", JsonSerializer.Deserialize("""{"metadata":null}""", KubernetesJson.Default.Pod)!.Metadata.Name ?? "");
    }

    [Fact]
    public void Words_that_a_later_Kubernetes_invents_are_kept()
    {
        const string json = """{"spec":{"containers":[],"restartPolicy":"Sometimes","dnsPolicy":"Psychic"},"status":{"phase":"Dreaming"}}""";
        var pod = JsonSerializer.Deserialize(json, KubernetesJson.Default.Pod)!;
        var written = JsonSerializer.Serialize(pod, KubernetesJson.Default.Pod);

        foreach (var word in new[] { "Sometimes", "Psychic", "Dreaming" }) Assert.Contains(word, written, StringComparison.Ordinal);
    }

    [Fact]
    public void Fields_that_no_model_knows_are_kept_at_every_depth()
    {
        const string json = """
            {"apiVersion":"v1","kind":"Pod","metadata":{"name":"a","new1":{"x":[1,null]}},"spec":{"containers":[{"name":"c","new2":true}],"new3":"y"},"new4":1.50}
            """;
        var written = JsonSerializer.Serialize(JsonSerializer.Deserialize(json, KubernetesJson.Default.Pod), KubernetesJson.Default.Pod);

        using var before = JsonDocument.Parse(json);
        using var after = JsonDocument.Parse(written);
        Assert.True(JsonElement.DeepEquals(before.RootElement, after.RootElement), written);
    }

    [Fact]
    public void No_culture_changes_what_is_written()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NegativeSign = "−", NumberDecimalSeparator = "," }, DateTimeFormat = { TimeSeparator = "." } };
            var written = JsonSerializer.Serialize(new Lease { Spec = new LeaseSpec { RenewTime = DateTimeOffset.UnixEpoch, LeaseTransitions = -1 } }, KubernetesJson.Default.Lease);
            Assert.Contains("\"leaseTransitions\":-1", written, StringComparison.Ordinal);
            Assert.Contains("1970-01-01T00:00:00.000000Z", written, StringComparison.Ordinal);
            Assert.Equal("-1500m", new Quantity("-1.5").Canonical);
            Assert.Equal("-3", new IntOrString(-3).ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
