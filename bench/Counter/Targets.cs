using System.Globalization;

namespace Bench.Counter;

/// <summary>Holds the figures against what the app sets out to reach. Pure.</summary>
internal static class Targets
{
    private const int SmallestObject = 24;

    public static IReadOnlyList<string> Compare(Rounds alone, Rounds crowd, Footprint footprint)
    {
        var pace = crowd.Ratio(Candidates.App, Candidates.NoPersistence, run => run.PerSecond);
        var likeForLike = crowd.Ratio(Candidates.App, Candidates.Forgetful, run => run.PerSecond);
        var redisPace = crowd.Ratio(Candidates.Redis, Candidates.RedisInMemory, run => run.PerSecond);
        var redis = crowd.Ratio(Candidates.App, Candidates.Redis, run => run.PerSecond);
        var tail = crowd.Ratio(Candidates.App, Candidates.NoPersistence, run => run.P99Milliseconds);
        var lone = alone.Ratio(Candidates.App, Candidates.Disk, run => run.MedianMilliseconds);
        var loneRedis = alone.Ratio(Candidates.RedisInMemory, Candidates.Disk, run => run.MedianMilliseconds);
        var loneAnswer = alone.Ratio(Candidates.NoPersistence, Candidates.Disk, run => run.MedianMilliseconds);
        var own = footprint.AllocatedPerVisit - footprint.AllocatedPerConstant - footprint.AllocatedPerTask;
        return
        [
            Line(pace >= 0.85, $"at 64 connections the app reaches {pace:0.00} of (b), and {likeForLike:0.00} of (b'), as Redis reaches {redisPace:0.00} of (c'); the target is 0.85 of (b)"),
            Line(redis > 1, $"at 64 connections it counts {redis:0.000} times as fast as Redis; the target is more than 1"),
            Line(tail <= 2, $"at 64 connections its p99 is {tail:0.00} times that of (b); the target is 2"),
            Line(lone <= 1.4, $"at 1 connection its median is {lone:0.00} times that of one fdatasync, that of (b), which waits for no disk, {loneAnswer:0.00} times, and that of (c') {loneRedis:0.00} times; the target is 1.4"),
            Line(
                own < SmallestObject,
                $"a visit allocates {footprint.AllocatedPerVisit:0.0} bytes: {footprint.AllocatedPerConstant:0.0} as an answer that counts nothing, {footprint.AllocatedPerTask:0} for the task by which the server waits for one, {own:0.0} of its own on average, with the handle of each flush's file; the target is less than an object, which has {SmallestObject} bytes at least"),
            Line(
                footprint.IdleMegabytes <= 45,
                $"idle, it holds {footprint.IdleMegabytes:0.0} MB of memory, and its web server alone {footprint.BareMegabytes:0.0}; the target is 45"),
            Line(footprint.ReadyAfterMilliseconds <= 250, $"it is ready after {footprint.ReadyAfterMilliseconds:0} ms; the target is 250"),
        ];
    }

    private static string Line(bool met, FormattableString finding) => $"{(met ? "Met" : "Not met")}: {finding.ToString(CultureInfo.InvariantCulture)}.";
}
