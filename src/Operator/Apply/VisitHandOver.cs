using Kubernetes.Client;
using Operator.Api;
using Operator.Observe;
using Operator.Rollout;
using Operator.Rollout.Colours;

namespace Operator.Apply;

/// <summary>
/// Carries visits from the pods of one colour to those of the other by the app's own protocol (docs/app.md): what a pod knows is read from it
/// and merged by the other one. Each ordinal can be repeated; one that fails does not keep the others back.
/// </summary>
internal sealed class VisitHandOver(PodCalls pods, HandOverToken tokens, ILogger<VisitHandOver> logger)
{
    private const int AtOnce = 8;
    private const string Path = "/handover";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async Task<ApplyReport> CarryAsync(Observed observed, Decision decision, CancellationToken cancellationToken)
    {
        if (decision.HandOver is not { } wanted) return ApplyReport.Nothing;
        var report = await tokens.FindAsync(observed, cancellationToken) is { } token
            ? await CarryAsync(observed, wanted, token, cancellationToken)
            : new HandOverReport(wanted, $"Secret {Names.HandOverSecret(observed.Name)} has no key {Names.HandOverToken}");
        if (report.Trouble is null && !wanted.Closes && observed.App.Status?.Rollout?.BlueGreen?.SwitchedAt is not null) ApplyLog.HandedOverAgain(logger, observed.Namespace, observed.Name, wanted.From, wanted.To);
        else if (report.Trouble is null) ApplyLog.HandedOver(logger, observed.Namespace, observed.Name, wanted.From, wanted.To);
        else ApplyLog.NotHandedOver(logger, observed.Namespace, observed.Name, wanted.From, wanted.To, report.Trouble);
        return ApplyReport.Nothing with { HandOver = report };
    }

    private async Task<HandOverReport> CarryAsync(Observed observed, HandOver wanted, string token, CancellationToken cancellationToken)
    {
        var from = PodsOf(observed, wanted.From);
        var to = PodsOf(observed, wanted.To).Where(pod => !pod.IsTerminating).ToDictionary(pod => pod.Ordinal);
        var troubles = new (ObservedPod Pod, string? Trouble)[from.Count];
        await Parallel.ForAsync(0, from.Count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (index, cancellation) =>
            troubles[index] = await CarryAsync(observed, from[index], to.GetValueOrDefault(from[index].Ordinal), wanted.Closes, token, cancellation));
        // A pod that is not ready gets no visits: that it cannot be closed holds nothing up.
        bool IsIdle((ObservedPod Pod, string? Trouble) part) => wanted.Closes && !part.Pod.IsReady && part.Pod.Colour == wanted.From;
        var trouble = troubles.FirstOrDefault(part => part.Trouble is not null && !IsIdle(part)).Trouble;
        return new HandOverReport(wanted, trouble, troubles.Any(part => part.Trouble is not null && IsIdle(part)) || from.Any(pod => !to.ContainsKey(pod.Ordinal)));
    }

    /// <summary>
    /// The pod that does not take part, and why. A pod without a counterpart, because the app is smaller now, is closed all the same; its
    /// visits rest on its volume.
    /// </summary>
    private async Task<(ObservedPod Pod, string? Trouble)> CarryAsync(
        Observed observed, ObservedPod from, ObservedPod? to, bool closes, string token, CancellationToken cancellationToken)
    {
        var pod = from;
        try
        {
            var state = closes
                ? await CallAsync(observed, from, HttpMethod.Post, $"{Path}/close", token, null, cancellationToken)
                : await CallAsync(observed, from, HttpMethod.Get, Path, token, null, cancellationToken);
            if (to is null) return (from, null);
            pod = to;
            await CallAsync(observed, to, HttpMethod.Post, Path, token, state, cancellationToken);
            return (to, null);
        }
        catch (Exception e) when (e is HttpRequestException or ApiException or IOException or TimeoutException)
        {
            return (pod, $"pod {pod.Name} does not take part: {e.Message.TrimEnd('.')}");
        }
    }

    private Task<byte[]> CallAsync(Observed observed, ObservedPod pod, HttpMethod method, string path, string token, byte[]? body, CancellationToken cancellationToken) =>
        pods.CallAsync(
            pod,
            new PodCall(method, observed.Namespace, observed.App.Spec.Port, path, Patience) { Headers = new Dictionary<string, string> { ["Handover-Token"] = token }, Body = body },
            cancellationToken);

    private static IReadOnlyList<ObservedPod> PodsOf(Observed observed, string colour) => colour == observed.Serving ? observed.Pods : observed.Beside.Pods;
}
