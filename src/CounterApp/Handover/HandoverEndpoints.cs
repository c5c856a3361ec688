using System.Buffers;
using System.Text.Json;
using CounterApp.Metrics;
using CounterApp.Pages;
using CounterApp.Visits;

namespace CounterApp.Handover;

/// <summary>
/// <c>/handover</c>: tells and takes over entries, and closes this pod for visits, so that another volume goes on from its count. For who
/// knows the token. What changes anything runs between two flushes: a visit is counted before a close, or refused.
/// </summary>
internal sealed partial class HandoverEndpoints(
    DurableNumber number, Func<Func<HandoverOutcome>, Task<HandoverOutcome>> betweenFlushes, HandoverToken token, ILogger<HandoverEndpoints> log)
{
    public const string Header = "Handover-Token";
    public const int LongestBody = 1024 * 1024;

    private long _merged;
    private long _refused;

    public Task Answer(HttpContext context)
    {
        var get = HttpMethods.IsGet(context.Request.Method);
        var post = HttpMethods.IsPost(context.Request.Method);
        return context.Request.Path.Value switch
        {
            "/handover" when get => GuardedAsync(context, _ => Task.FromResult(Known())),
            "/handover" when post => CountedAsync(context),
            "/handover/close" when post => GuardedAsync(context, _ => betweenFlushes(() => SetClosed(true))),
            "/handover/open" when post => GuardedAsync(context, _ => betweenFlushes(() => SetClosed(false))),
            "/handover" => Refuse(() => Reply.RefuseMethod(context, "GET, POST")),
            "/handover/close" or "/handover/open" => Refuse(() => Reply.RefuseMethod(context, "POST")),
            _ => Refuse(() => Reply.Line(context, StatusCodes.Status404NotFound, "There is nothing here. Try /handover.")),
        };
    }

    public MetricsText WriteTo(MetricsText text) => text
        .Counters(
            "counterapp_handovers_total",
            "Entries that others sent here, by what became of them.",
            [
                (MetricsText.Label("result", "merged"), Interlocked.Read(ref _merged)),
                (MetricsText.Label("result", "refused"), Interlocked.Read(ref _refused)),
            ])
        .Gauge("counterapp_closed", "1 when this pod handed over and refuses visits, else 0.", number.Closed ? 1 : 0);

    private static Task Refuse(Action refuse)
    {
        refuse();
        return Task.CompletedTask;
    }

    private async Task CountedAsync(HttpContext context)
    {
        await GuardedAsync(context, MergeAsync);
        if (context.Response.StatusCode == StatusCodes.Status200OK) Interlocked.Increment(ref _merged);
        else Interlocked.Increment(ref _refused);
    }

    private async Task GuardedAsync(HttpContext context, Func<HttpContext, Task<HandoverOutcome>> act)
    {
        try
        {
            var outcome = Forbidden(context.Request) ?? await act(context);
            if (outcome.Replica is { } replica) Send(context, replica);
            else Reply.Line(context, outcome.Code, outcome.Refusal!);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The caller went away.
            context.Abort();
        }
    }

    private HandoverOutcome? Forbidden(HttpRequest request)
    {
        if (!token.IsSet) return HandoverOutcome.Refused(StatusCodes.Status403Forbidden, "The hand-over is switched off: HANDOVER_TOKEN is not set.");
        return token.Fits(request.Headers[Header])
            ? null
            : HandoverOutcome.Refused(StatusCodes.Status403Forbidden, $"The header {Header} is missing, or is not what HANDOVER_TOKEN says.");
    }

    private async Task<HandoverOutcome> MergeAsync(HttpContext context)
    {
        var body = await ReadAsync(context.Request, context.RequestAborted);
        if (body is null) return HandoverOutcome.Refused(StatusCodes.Status413PayloadTooLarge, $"The body is longer than {LongestBody} bytes.");
        try
        {
            var learned = HandoverOffer.Read(body);
            return await betweenFlushes(() => Merge(learned)).WaitAsync(context.RequestAborted);
        }
        catch (FormatException e)
        {
            return HandoverOutcome.Refused(StatusCodes.Status400BadRequest, e.Message.ReplaceLineEndings(" "));
        }
        catch (OverflowException)
        {
            return HandoverOutcome.Refused(StatusCodes.Status400BadRequest, $"The entries add up to more than {long.MaxValue} visits. Nothing was changed.");
        }
    }

    private HandoverOutcome Known() => number.Replica is { } replica ? HandoverOutcome.Done(replica) : Trouble();

    private HandoverOutcome Merge(VisitEntries learned)
    {
        var before = number.Visits;
        if (!number.TryMerge(learned)) return Trouble();
        if (number.Visits != before) LogMerged(log, before, number.Visits);
        return Known();
    }

    private HandoverOutcome SetClosed(bool closed)
    {
        var was = number.Closed;
        if (!number.TryClose(closed)) return Trouble();
        if (closed && !was) LogClosed(log, number.Visits);
        if (!closed && was) LogOpened(log, number.Visits);
        return Known();
    }

    private HandoverOutcome Trouble() => HandoverOutcome.Refused(StatusCodes.Status503ServiceUnavailable, $"Nothing was changed: {number.Trouble}");

    private static void Send(HttpContext context, Replica replica) => Reply.Send(
        context, StatusCodes.Status200OK, Reply.Json, JsonSerializer.SerializeToUtf8Bytes(HandoverDocument.Of(replica), HandoverJson.Default.HandoverDocument));

    /// <returns>Null when it is too long.</returns>
    private static async Task<byte[]?> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength > LongestBody) return null;
        while (true)
        {
            var read = await request.BodyReader.ReadAsync(cancellationToken);
            var body = read.IsCompleted && read.Buffer.Length <= LongestBody ? read.Buffer.ToArray() : null;
            var isOver = read.IsCompleted || read.Buffer.Length > LongestBody;
            request.BodyReader.AdvanceTo(isOver ? read.Buffer.End : read.Buffer.Start, read.Buffer.End);
            if (isOver) return body;
        }
    }

    [LoggerMessage(3030, LogLevel.Information, "Hand-over: {Before} visits became {Visits} with what others counted")]
    private static partial void LogMerged(ILogger log, long? before, long? visits);

    [LoggerMessage(3031, LogLevel.Information, "Hand-over: closed at {Visits} visits")]
    private static partial void LogClosed(ILogger log, long? visits);

    [LoggerMessage(3032, LogLevel.Information, "Hand-over: open again at {Visits} visits")]
    private static partial void LogOpened(ILogger log, long? visits);
}
