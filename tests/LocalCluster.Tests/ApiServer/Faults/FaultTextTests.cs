using LocalCluster.ApiServer.Faults;

namespace LocalCluster.Tests.ApiServer.Faults;

public sealed class FaultTextTests
{
    [Theory]
    [InlineData("latency=200ms")]
    [InlineData("429 retry-after=2 verb=list resource=pods count=3")]
    [InlineData("503")]
    [InlineData("cut verb=get,patch namespace=default name=a user=u agent=counterapp-operator")]
    [InlineData("cut-after resource=statefulsets.apps")]
    [InlineData("cut-answer resource=pods/status")]
    [InlineData("cut-character skip=2 count=1")]
    [InlineData("silence")]
    [InlineData("expire agent=*")]
    [InlineData("stop skip=4")]
    [InlineData("stop-after")]
    [InlineData("compact count=1")]
    [InlineData("outage=5000ms history=lost count=1")]
    [InlineData("repeat-bookmark")]
    [InlineData("late-bookmark")]
    public void A_fault_is_read_and_written_alike(string text) => Assert.Equal(text, FaultText.Read(text).ToString());

    [Fact]
    public void Units_and_groups_of_verbs_have_short_forms()
    {
        Assert.Equal(new FaultEffect.Latency(TimeSpan.FromSeconds(1.5)), FaultText.Read("latency=1.5s").Effect);
        Assert.Equal(FaultTarget.Writes, FaultText.Read("cut verb=write").Target);
        Assert.Equal(new FaultEffect.Refusal(409), FaultText.Read("conflict").Effect);
    }

    [Fact]
    public void An_outage_or_a_compaction_happens_once_unless_more_is_said()
    {
        Assert.Equal(1, FaultText.Read("outage=5s").Count);
        Assert.Equal(1, FaultText.Read("compact").Count);
        Assert.Equal(2, FaultText.Read("outage=5s count=2").Count);
    }

    [Theory]
    [InlineData("", "begins with what it does")]
    [InlineData("explode", "latency=200ms, 401, 403")]
    [InlineData("418", "418")]
    [InlineData("latency=fast", "200ms, 5s or 1m")]
    [InlineData("503 verb=look", "get, list, watch")]
    [InlineData("503 count=0", "from 1 on")]
    [InlineData("503 skip=-1", "from 0 on")]
    [InlineData("500 retry-after=1", "goes with 429 and 503")]
    [InlineData("cut history=lost", "goes with outage")]
    [InlineData("503 pods", "name=value")]
    [InlineData("503 color=red", "write verb, resource")]
    public void A_text_that_is_no_fault_is_refused_with_what_to_write(string text, string hint) =>
        Assert.Contains(hint, Assert.Throws<FormatException>(() => FaultText.Read(text)).Message, StringComparison.Ordinal);
}
