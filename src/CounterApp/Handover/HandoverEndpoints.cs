using System.Buffers;
using System.Text.Json;
using CounterApp.Http;
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

    public Task Answer(Exchange exchange)
    {
        var get = exchange.IsGet;
        var post = exchange.Method is "POST";
        return exchange.Path switch
        {
            "/handover" when get => GuardedAsync(exchange, _ => Task.FromResult(Known())),
            "/handover" when post => CountedAsync(exchange),
            "/handover/close" when post => GuardedAsync(exchange, _ => betweenFlushes(() => SetClosed(true))),
            "/handover/open" when post => GuardedAsync(exchange, _ => betweenFlushes(() => SetClosed(false))),
            "/handover" => Refuse(() => Reply.RefuseMethod(exchange, "GET, POST")),
            "/handover/close" or "/handover/open" => Refuse(() => Reply.RefuseMethod(exchange, "POST")),
            _ => Refuse(() => Reply.Line(exchange, StatusCodes.Status404NotFound, "There is nothing here. Try /handover.")),
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

    private async Task CountedAsync(Exchange exchange)
    {
        await GuardedAsync(exchange, MergeAsync);
        if (exchange.StatusCode == StatusCodes.Status200OK) Interlocked.Increment(ref _merged);
        else Interlocked.Increment(ref _refused);
    }

    private async Task GuardedAsync(Exchange exchange, Func<Exchange, Task<HandoverOutcome>> act)
    {
        try
        {
            var outcome = Forbidden(exchange) ?? await act(exchange);
            if (outcome.Replica is { } replica) Send(exchange, replica);
            else Reply.Line(exchange, outcome.Code, outcome.Refusal!);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The caller went away.
            exchange.Abort();
        }
    }

    private HandoverOutcome? Forbidden(Exchange exchange)
    {
        if (!token.IsSet) return HandoverOutcome.Refused(StatusCodes.Status403Forbidden, "The hand-over is switched off: HANDOVER_TOKEN is not set.");
        return token.Fits(exchange.RequestHeaders[Header])
            ? null
            : HandoverOutcome.Refused(StatusCodes.Status403Forbidden, $"The header {Header} is missing, or is not what HANDOVER_TOKEN says.");
    }

    private async Task<HandoverOutcome> MergeAsync(Exchange exchange)
    {
        var body = await ReadAsync(exchange, exchange.Aborted);
        if (body is null) return HandoverOutcome.Refused(StatusCodes.Status413PayloadTooLarge, $"The body is longer than {LongestBody} bytes.");
        try
        {
            var learned = HandoverOffer.Read(body);
            return await betweenFlushes(() => Merge(learned)).WaitAsync(exchange.Aborted);
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

    private static void Send(Exchange exchange, Replica replica) => Reply.Send(
        exchange, StatusCodes.Status200OK, Reply.Json, JsonSerializer.SerializeToUtf8Bytes(HandoverDocument.Of(replica), HandoverJson.Default.HandoverDocument));

    /// <returns>Null when it is too long.</returns>
    private static async Task<byte[]?> ReadAsync(Exchange exchange, CancellationToken cancellationToken)
    {
        if (exchange.RequestHeaders.ContentLength > LongestBody) return null;
        while (true)
        {
            var read = await exchange.RequestBody.ReadAsync(cancellationToken);
            var body = read.IsCompleted && read.Buffer.Length <= LongestBody ? read.Buffer.ToArray() : null;
            var isOver = read.IsCompleted || read.Buffer.Length > LongestBody;
            exchange.RequestBody.AdvanceTo(isOver ? read.Buffer.End : read.Buffer.Start, read.Buffer.End);
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
