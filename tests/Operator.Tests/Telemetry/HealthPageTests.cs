using Operator.Telemetry;

namespace Operator.Tests.Telemetry;

public sealed class HealthPageTests
{
    private string? _trouble;

    private HealthPage Page => new("healthz", [new("ping", () => null), new("lease", () => _trouble)]);

    [Fact]
    public void All_is_well_in_one_word() => Assert.Equal((200, "ok"), Page.Answer("", [], verbose: false));

    [Fact]
    public void What_is_wrong_is_named_without_asking()
    {
        _trouble = "20 s old";

        Assert.Equal((500, "[+]ping ok\n[-]lease failed: 20 s old\nhealthz check failed\n"), Page.Answer("", [], verbose: false));
    }

    [Fact]
    public void Verbose_lists_every_check() => Assert.Equal((200, "[+]ping ok\n[+]lease ok\nhealthz check passed\n"), Page.Answer("", [], verbose: true));

    [Fact]
    public void A_check_can_be_left_out()
    {
        _trouble = "20 s old";

        Assert.Equal((200, "[+]ping ok\n[+]lease excluded: ok\nhealthz check passed\n"), Page.Answer("", ["lease"], verbose: true));
        Assert.Equal((200, "ok"), Page.Answer("", ["lease"], verbose: false));
    }

    [Fact]
    public void A_check_that_is_not_there_cannot_be_left_out() =>
        Assert.Contains("there is no check \"nope\"", Page.Answer("", ["nope"], verbose: true)!.Value.Text, StringComparison.Ordinal);

    [Fact]
    public void Each_check_has_a_path_of_its_own()
    {
        _trouble = "20 s old";

        Assert.Equal((200, "ok"), Page.Answer("ping", [], verbose: false));
        Assert.Equal((500, "lease failed: 20 s old\n"), Page.Answer("lease", [], verbose: false));
        Assert.Null(Page.Answer("nope", [], verbose: false));
    }
}
