using LocalCluster.Node.Containers;

namespace LocalCluster.Tests.Node.Containers;

public sealed class RestartBackoffTests
{
    private static readonly RestartBackoff Fresh = new(TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(5));

    [Fact]
    public void The_first_restart_is_immediate_and_the_wait_then_doubles_up_to_five_minutes()
    {
        var backoff = Fresh;
        var waits = new List<double>();
        for (var i = 0; i < 8; i++)
        {
            backoff = backoff.Next(TimeSpan.FromSeconds(1));
            waits.Add(backoff.Current.TotalSeconds);
        }

        Assert.Equal([0, 10, 20, 40, 80, 160, 300, 300], waits);
    }

    [Fact]
    public void A_container_that_ran_for_more_than_ten_minutes_starts_over()
    {
        var backoff = Fresh.Next(TimeSpan.Zero).Next(TimeSpan.Zero).Next(TimeSpan.Zero);

        Assert.Equal(TimeSpan.Zero, backoff.Next(TimeSpan.FromMinutes(11)).Current);
        Assert.Equal(TimeSpan.FromSeconds(40), backoff.Next(TimeSpan.FromMinutes(9)).Current);
    }

    [Theory]
    [InlineData(10, "10s")]
    [InlineData(160, "2m40s")]
    [InlineData(300, "5m0s")]
    [InlineData(3661, "1h1m1s")]
    [InlineData(0.25, "250ms")]
    [InlineData(1.5, "1.5s")]
    public void Durations_are_written_as_go_writes_them(double seconds, string text)
    {
        Assert.Equal(text, GoDuration.Format(TimeSpan.FromSeconds(seconds)));
    }
}
