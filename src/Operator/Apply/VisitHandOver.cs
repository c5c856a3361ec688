using System.Net;
using Kubernetes.Client;
using Kubernetes.Models.Meta;
using Operator.Api;
using Operator.Observe;
using Operator.Rollout;
using Operator.Rollout.Colours;

namespace Operator.Apply;

/// <summary>
/// Carries visits from the pods of one colour to those of the other by the app's own protocol (docs/app.md): what a pod knows is read from it
/// and merged by the other one. Each ordinal can be repeated; one that fails does not keep the others back. A pod that was started before the
/// token's Secret was made anew is replaced, so that it reads the new one.
/// </summary>
internal sealed class VisitHandOver(
    PodCalls pods, VisitReader readings, HandOverToken tokens, PodRemover remover, TimeProvider time, ILogger<VisitHandOver> logger)
{
    private const int AtOnce = 8;
    private const string Path = "/handover";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async Task<ApplyReport> CarryAsync(Observed observed, Decision decision, CancellationToken cancellationToken)
    {
        if (decision.HandOver is not { } wanted) return ApplyReport.Nothing;
        if (await tokens.TakeAsync(observed, cancellationToken) is not { } key)
        {
            var secret = Names.HandOverSecret(observed.Name);
            return ApplyReport.Nothing with { HandOver = Told(observed, new HandOverReport(wanted, $"Secret {secret} has no key {Names.HandOverToken}, or may not be made: kubectl delete secret {secret} -n {observed.Namespace} lets the operator make it anew")) };
        }

        var parts = await CarryAsync(observed, wanted, key, cancellationToken);
        // What the pods were asked before is no longer what they know: once the old claims are gone, it would be all that is known.
        readings.Forget(new ObjectKey(observed.Namespace, observed.Name));
        var renewed = await RenewAsync(observed, parts, cancellationToken);
        return renewed with { HandOver = Told(observed, Report(observed, wanted, parts)) };
    }

    private async Task<IReadOnlyList<Part>> CarryAsync(Observed observed, HandOver wanted, HandOverKey key, CancellationToken cancellationToken)
    {
        var from = PodsOf(observed, wanted.From);
        var to = PodsOf(observed, wanted.To).Where(pod => !pod.IsTerminating).ToDictionary(pod => pod.Ordinal);
        var parts = new Part[from.Count];
        await Parallel.ForAsync(0, from.Count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (index, cancellation) =>
            parts[index] = await CarryAsync(observed, from[index], to.GetValueOrDefault(from[index].Ordinal), wanted.Closes, key, cancellation));
        return parts;
    }

    /// <summary>
    /// A pod that cannot start gets no visits: that it cannot be closed holds nothing up. One that is on its way is waited for: what its volume
    /// holds would be missing.
    /// </summary>
    private HandOverReport Report(Observed observed, HandOver wanted, IReadOnlyList<Part> parts)
    {
        var now = time.GetUtcNow();
        bool IsIdle(Part part) => wanted.Closes && part.Pod.Colour == wanted.From
            && StuckPods.InTheWay([part.Pod with { IsTerminating = false }], observed.App.Spec, now).Count > 0;
        var trouble = parts.FirstOrDefault(part => part.Trouble is not null && !IsIdle(part))?.Trouble ?? (wanted.Closes ? Missing(observed, wanted.From) : null);
        var to = PodsOf(observed, wanted.To).Where(pod => !pod.IsTerminating).Select(pod => pod.Ordinal).ToHashSet();
        return new HandOverReport(wanted, trouble, parts.Any(part => part.Trouble is not null && IsIdle(part)) || PodsOf(observed, wanted.From).Any(pod => !to.Contains(pod.Ordinal)));
    }

    /// <summary>A pod that its set is about to make.</summary>
    private static string? Missing(Observed observed, string colour)
    {
        var there = PodsOf(observed, colour).Select(pod => pod.Ordinal).ToHashSet();
        var missing = Enumerable.Range(0, SetOf(observed, colour)?.Spec?.Replicas ?? 0).Where(ordinal => !there.Contains(ordinal)).Select(ordinal => (int?)ordinal).FirstOrDefault();
        return missing is { } ordinal ? NotThere(observed, ordinal, colour) : null;
    }

    private static string NotThere(Observed observed, int ordinal, string colour) => $"pod {Names.Pod(observed.Name, ordinal, colour)} is not there yet";

    /// <summary>A pod that will have no counterpart, because the app is smaller now, is closed all the same; its visits rest on its volume.</summary>
    private async Task<Part> CarryAsync(Observed observed, ObservedPod from, ObservedPod? to, bool closes, HandOverKey key, CancellationToken cancellationToken)
    {
        var pod = from;
        try
        {
            var state = closes
                ? await PostAsync(observed, from, $"{Path}/close", key, null, cancellationToken)
                : await pods.CallAsync(from, PodCall.Get(observed, "/visits", Patience), cancellationToken);
            if (to is null) return new Part(from, from.Ordinal < observed.App.Spec.Replicas ? NotThere(observed, from.Ordinal, Colour.Other(from.Colour)) : null);
            pod = to;
            await PostAsync(observed, to, Path, key, state, cancellationToken);
            return new Part(to, null);
        }
        catch (Exception e) when (IsForbidden(e) && pod.CreatedAt <= key.MadeAt)
        {
            return new Part(pod, $"pod {pod.Name} knows another token than Secret {Names.HandOverSecret(observed.Name)}, which was made later: it is replaced and keeps its volume") { IsStranger = true };
        }
        catch (Exception e) when (e is HttpRequestException or ApiException or IOException or TimeoutException)
        {
            return new Part(pod, $"pod {pod.Name} does not take part: {e.Message.TrimEnd('.')}");
        }
    }

    /// <summary>One at a time, and of the colour that serves none while another pod is away. Pods of the other one may have been closed already: those are not ready.</summary>
    private async Task<ApplyReport> RenewAsync(Observed observed, IReadOnlyList<Part> parts, CancellationToken cancellationToken)
    {
        if (parts.FirstOrDefault(part => part.IsStranger)?.Pod is not { } pod) return ApplyReport.Nothing;
        if (pod.IsTerminating || (pod.Colour == observed.Serving && (Missing(observed, pod.Colour) is not null || observed.Pods.Any(other => !other.IsReady || other.IsTerminating)))) return ApplyReport.Nothing;
        var removal = new PodRemoval(pod.Name, pod.Uid, $"it knows another token than Secret {Names.HandOverSecret(observed.Name)}", false);
        return await remover.RemoveAsync(observed, removal, cancellationToken) is { } outcome ? new ApplyReport([outcome]) : ApplyReport.Nothing;
    }

    private Task<byte[]> PostAsync(Observed observed, ObservedPod pod, string path, HandOverKey key, byte[]? body, CancellationToken cancellationToken) =>
        pods.CallAsync(
            pod,
            new PodCall(HttpMethod.Post, observed.Namespace, observed.App.Spec.Port, path, Patience) { Headers = new Dictionary<string, string> { ["Handover-Token"] = key.Token }, Body = body },
            cancellationToken);

    private HandOverReport Told(Observed observed, HandOverReport report)
    {
        var (from, to) = (report.HandOver.From, report.HandOver.To);
        if (report.Trouble is not null) ApplyLog.NotHandedOver(logger, observed.Namespace, observed.Name, from, to, report.Trouble);
        else if (!report.HandOver.Closes && observed.App.Status?.Rollout?.BlueGreen?.SwitchedAt is not null) ApplyLog.HandedOverAgain(logger, observed.Namespace, observed.Name, from, to);
        else ApplyLog.HandedOver(logger, observed.Namespace, observed.Name, from, to);
        return report;
    }

    /// <summary>By the pod itself: an API server that lets nobody through to it has its own account of that.</summary>
    private static bool IsForbidden(Exception error) =>
        error is HttpRequestException { StatusCode: HttpStatusCode.Forbidden } or ApiException { StatusCode: HttpStatusCode.Forbidden, Status: null };

    private static IReadOnlyList<ObservedPod> PodsOf(Observed observed, string colour) => colour == observed.Serving ? observed.Pods : observed.Beside.Pods;

    private static Kubernetes.Models.Apps.StatefulSet? SetOf(Observed observed, string colour) => colour == observed.Serving ? observed.Set : observed.Beside.Set;

    /// <summary>What became of one ordinal.</summary>
    /// <param name="Pod">The pod that does not take part, or the one that has taken over.</param>
    /// <param name="Trouble">Why it does not; null when all went well.</param>
    private sealed record Part(ObservedPod Pod, string? Trouble)
    {
        /// <summary>Whether it is older than the token.</summary>
        public bool IsStranger { get; init; }
    }
}
