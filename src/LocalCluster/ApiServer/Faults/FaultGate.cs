using System.Globalization;
using LocalCluster.ApiServer.Errors;
using LocalCluster.ApiServer.Handlers;
using LocalCluster.ApiServer.Negotiation;
using Microsoft.AspNetCore.Http.Features;

namespace LocalCluster.ApiServer.Faults;

/// <summary>Every request passes here on its way from authorization to its handler, and meets the faults that are meant for it.</summary>
internal sealed class FaultGate(ApiState state)
{
    private readonly FaultRefusals _refusals = new(state);

    /// <param name="http">The request.</param>
    /// <param name="subject">The same, as faults see it.</param>
    /// <param name="answer">Carries it out and answers.</param>
    public async Task PassAsync(HttpContext http, FaultSubject subject, Func<CancellationToken, Task> answer)
    {
        foreach (var active in state.Faults.Table)
        {
            if (active.Fault.Effect.StrikesEvents && subject.Info.Verb == "watch") continue;
            if (active.Strike(subject) is not { } number) continue;
            if (!await StrikeAsync(active, number, http, subject, answer)) return;
        }

        await (subject.Info.Verb == "watch" ? WatchAsync(http, subject, answer) : answer(http.RequestAborted));
    }

    /// <returns>Whether the request goes on.</returns>
    private async Task<bool> StrikeAsync(ActiveFault active, int number, HttpContext http, FaultSubject subject, Func<CancellationToken, Task> answer)
    {
        var isWatch = subject.Info.Verb == "watch";
        switch (active.Fault.Effect)
        {
            case FaultEffect.Latency latency:
                await Task.Delay(latency.Delay, state.Time, http.RequestAborted);
                return true;
            case FaultEffect.Compaction:
                state.Store.ForgetHistory();
                return true;
            case FaultEffect.Refusal refusal:
                throw _refusals.Of(refusal, subject);
            case FaultEffect.Expiry:
                await ExpireAsync(http);
                return false;
            case FaultEffect.Stop stop:
                await StopAsync(active, stop.CarriesOutFirst && number == 1 && !isWatch, http, answer);
                return false;
            case FaultEffect.Outage outage:
                state.Faults.AskForOutage(outage);
                http.Abort();
                return false;
            case FaultEffect.Cut { Moment: CutMoment.AfterWork } when !isWatch:
                await CarryOutAsync(http, Stream.Null, answer);
                http.Abort();
                return false;
            case FaultEffect.Cut { Moment: CutMoment.BeforeWork or CutMoment.AfterWork }:
                http.Abort();
                return false;
            case FaultEffect.Cut cut:
                await CutAnswerAsync(cut.Moment, http, answer);
                return false;
            case FaultEffect.Silence:
                await active.HoldAsync(http.RequestAborted);
                http.Abort();
                return false;
            default:
                return true;
        }
    }

    private static async Task StopAsync(ActiveFault active, bool carryOut, HttpContext http, Func<CancellationToken, Task> answer)
    {
        if (carryOut)
        {
            await CarryOutAsync(http, Stream.Null, answer);
            active.Report();
        }

        await active.HoldAsync(http.RequestAborted);
        http.Abort();
    }

    private static async Task CutAnswerAsync(CutMoment moment, HttpContext http, Func<CancellationToken, Task> answer)
    {
        using var whole = new MemoryStream();
        await CarryOutAsync(http, whole, answer);
        var text = whole.GetBuffer().AsMemory(0, (int)whole.Length);
        var end = CutPoint.Of(text.Span, moment) ?? text.Length;
        await http.Response.Body.WriteAsync(text[..end], http.RequestAborted);
        await http.Response.Body.FlushAsync(http.RequestAborted);
        throw new AnswerCutException();
    }

    /// <summary>The work is done; what is answered goes elsewhere.</summary>
    private static async Task CarryOutAsync(HttpContext http, Stream elsewhere, Func<CancellationToken, Task> answer)
    {
        var client = http.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        var body = new StreamResponseBodyFeature(elsewhere, client);
        http.Features.Set<IHttpResponseBodyFeature>(body);
        try
        {
            await answer(http.RequestAborted);
            await body.Writer.FlushAsync(http.RequestAborted);
        }
        catch (StatusException refused)
        {
            await ResponseWriter.FailureAsync(http, refused, http.RequestAborted);
            await body.Writer.FlushAsync(http.RequestAborted);
        }
        finally
        {
            http.Features.Set(client);
        }
    }

    private async Task WatchAsync(HttpContext http, FaultSubject subject, Func<CancellationToken, Task> answer)
    {
        using var watch = state.Faults.Open(subject);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, watch.Expired);
        var client = http.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        http.Features.Set<IHttpResponseBodyFeature>(new WatchBody(client, state.Faults, subject, http.RequestAborted));
        try
        {
            await answer(ends.Token);
        }
        catch (OperationCanceledException) when (watch.Expired.IsCancellationRequested && !http.RequestAborted.IsCancellationRequested)
        {
            await ExpireAsync(http);
        }
    }

    private async Task ExpireAsync(HttpContext http)
    {
        var revision = state.Store.Revision.ToString(CultureInfo.InvariantCulture);
        var asked = http.Request.Query["resourceVersion"].ToString() is { Length: > 0 } version ? version : revision;
        if (!http.Response.HasStarted) http.Response.ContentType = "application/json";
        await WatchOutput.WriteFailureAsync(http.Response, Failures.Expired($"too old resource version: {asked} ({revision})").Body, http.RequestAborted);
    }
}
