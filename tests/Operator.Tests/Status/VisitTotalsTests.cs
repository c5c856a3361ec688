using Operator.Api;
using Operator.Observe;
using Operator.Status;
using Operator.Tests.Cases;

namespace Operator.Tests.Status;

public sealed class VisitTotalsTests
{
    [Theory]
    [InlineData(7, false, 7)]
    [InlineData(7, true, 10)]
    [InlineData(12, false, 12)]
    [InlineData(12, true, 12)]
    public void Only_a_fresh_answer_lowers_what_the_status_says(long told, bool isKept, long visits)
    {
        var given = Case.Read("an_app_with_all_pods_ready_is_healthy").Observed;
        var claim = given.Claims[0].Name;
        var observed = given with
        {
            App = given.App with { Status = given.App.Status! with { Volumes = [new VolumeVisits { Claim = claim, Visits = 10 }] } },
            Visits = new Dictionary<string, VolumeCount> { [claim] = new VolumeCount(told) { IsKept = isKept } },
        };

        Assert.Equal(visits, VisitTotals.Volumes(observed).Single(volume => volume.Claim == claim).Visits);
    }
}
