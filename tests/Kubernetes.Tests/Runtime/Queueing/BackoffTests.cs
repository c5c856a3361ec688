using Kubernetes.Runtime.Queueing;
using Microsoft.Extensions.Time.Testing;

namespace Kubernetes.Tests.Runtime.Queueing;

public sealed class BackoffTests
{
    [Theory]
    [InlineData(1, 0.8)]
    [InlineData(2, 1.6)]
    [InlineData(3, 3.2)]
    [InlineData(6, 25.6)]
    [InlineData(7, 30)]
    [InlineData(int.MaxValue, 30)]
    public void A_watch_backs_off_from_0_8_s_to_30_s(int failures, double seconds)
    {
        Assert.Equal(seconds, Backoff.Watch.Delay(failures, random: 0).TotalSeconds, 3);
        Assert.Equal(seconds / 4, Backoff.Watch.Delay(failures, random: 0.75).TotalSeconds, 3);
    }

    [Fact]
    public void Failures_in_a_row_are_counted_until_two_minutes_went_well()
    {
        var time = new FakeTimeProvider();
        var failures = new FailureCount(time, TimeSpan.FromMinutes(2));
        Assert.Equal([1, 2, 3], [failures.Next(), failures.Next(), failures.Next()]);

        time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(4, failures.Next());
        time.Advance(TimeSpan.FromMinutes(2) + TimeSpan.FromSeconds(1));
        Assert.Equal(1, failures.Next());
    }
}
