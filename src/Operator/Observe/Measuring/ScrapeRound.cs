namespace Operator.Observe.Measuring;

/// <summary>One look at several pods: what those say that answered, by the pod's UID, and what was wrong with the first one that did not.</summary>
internal sealed record ScrapeRound(IReadOnlyDictionary<string, PodScrape> Answers, string? Trouble)
{
    /// <summary>What the pods that were seen in both rounds answered in between; null when none of them was.</summary>
    public RequestCounts? Since(ScrapeRound before, IEnumerable<ObservedPod> pods)
    {
        var seen = pods.Where(pod => Answers.ContainsKey(pod.Uid) && before.Answers.ContainsKey(pod.Uid)).ToList();
        return seen.Count == 0 ? null : seen.Aggregate(RequestCounts.None, (sum, pod) => sum + Answers[pod.Uid].Since(before.Answers[pod.Uid]));
    }
}
