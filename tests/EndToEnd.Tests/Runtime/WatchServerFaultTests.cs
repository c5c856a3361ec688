using Kubernetes.Runtime.Caching;
using LocalCluster.ApiServer.Faults;

namespace EndToEnd.Tests.Runtime;

/// <summary>What servers do to watches, three times in a row, and a reset on top so that everything is opened anew.</summary>
public sealed class WatchServerFaultTests
{
    private static readonly FaultTarget Watches = new() { Agent = WatchLab.Agent, Verbs = ["watch"] };
    private static readonly FaultTarget Lists = new() { Agent = WatchLab.Agent, Verbs = ["list"] };

    private static readonly Dictionary<string, Fault> Kinds = new()
    {
        ["410 in the stream"] = new Fault(new FaultEffect.Expiry()) { Target = Watches },
        ["410 to a watch"] = new Fault(new FaultEffect.Refusal(410)) { Target = Watches },
        ["410 to a list"] = new Fault(new FaultEffect.Refusal(410)) { Target = Lists },
        ["history compacted"] = new Fault(new FaultEffect.Compaction()) { Target = Watches },
        ["429 with Retry-After"] = new Fault(new FaultEffect.Refusal(429) { RetryAfterSeconds = 2 }) { Target = Watches },
        ["503"] = new Fault(new FaultEffect.Refusal(503)) { Target = Watches },
        ["500 to a list"] = new Fault(new FaultEffect.Refusal(500)) { Target = Lists },
        ["403 for a while"] = new Fault(new FaultEffect.Refusal(403)) { Target = Watches },
        ["a dropped connection"] = new Fault(new FaultEffect.Cut(CutMoment.BeforeWork)) { Target = Watches },
        ["a cut in an event"] = new Fault(new FaultEffect.Cut(CutMoment.InAnswer)) { Target = Watches },
        ["a cut in a character"] = new Fault(new FaultEffect.Cut(CutMoment.InCharacter)) { Target = Watches },
        ["a repeated bookmark"] = new Fault(new FaultEffect.RepeatedBookmark()) { Target = Watches },
        ["a late bookmark"] = new Fault(new FaultEffect.LateBookmark()) { Target = Watches },
    };

    public static TheoryData<string, bool> Cases
    {
        get
        {
            var cases = new TheoryData<string, bool>();
            foreach (var kind in Kinds.Keys)
            {
                cases.Add(kind, true);
                cases.Add(kind, false);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task The_store_is_the_server_again(string kind, bool watchList)
    {
        await using var lab = await WatchLab.StartAsync();
        await lab.PrepareAsync();
        await lab.WatchUntilSyncedAsync(new InformerOptions { PreferWatchList = watchList });
        lab.Faults.Add(Kinds[kind] with { Count = 3 });
        await lab.PutAsync("first", "ü€😀");
        lab.Proxy.Reset();
        await lab.PassAsync(TimeSpan.FromSeconds(3));
        await lab.ChangeEverythingAsync();

        await lab.EqualsWithin(TimeSpan.FromSeconds(45));
    }

    [Fact]
    public async Task From_the_first_request_on_any_of_them_is_survived()
    {
        await using var lab = await WatchLab.StartAsync();
        await lab.PrepareAsync();
        foreach (var fault in Kinds.Values) lab.Faults.Add(fault with { Count = 1 });
        lab.Watch();

        await lab.EqualsWithin(TimeSpan.FromMinutes(3));
    }
}
