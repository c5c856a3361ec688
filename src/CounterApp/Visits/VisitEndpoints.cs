using CounterApp.Http;
using CounterApp.Metrics;
using CounterApp.Pages;

namespace CounterApp.Visits;

/// <summary><c>/</c> counts, <c>/visits</c> tells.</summary>
internal sealed partial class VisitEndpoints : IDisposable
{
    private readonly DurableNumber _number;
    private readonly VisitPages _pages;
    private readonly RequestMetrics _requests;
    private readonly FlushMetrics _flushes = new();
    private readonly VisitCounter<Visitor> _counter;

    private readonly ILogger<VisitEndpoints> _log;

    /// <param name="number">Opened already; belongs to these endpoints from now on.</param>
    public VisitEndpoints(
        DurableNumber number, VisitPages pages, RequestMetrics requests, TimeProvider time, ILogger<VisitEndpoints> log)
    {
        (_number, _pages, _requests, _log) = (number, pages, requests, log);
        _counter = new VisitCounter<Visitor>(number, _flushes, time, Answer);
    }

    /// <summary>Counts one visit; the task completes when it is durable and answered, or refused.</summary>
    public Task Visit(Exchange exchange, long cameAt) =>
        _counter.Count(new Visitor(exchange, AcceptHeader.Choose(exchange.RequestHeaders.Accept.ToString()), cameAt));

    /// <summary>Runs something that changes the number, with no visit under way.</summary>
    public Task<T> BetweenFlushes<T>(Func<T> errand) => _counter.BetweenFlushes(errand);

    /// <summary>Tells the number without counting; <c>/visits</c> in JSON tells its entries too, once they are durable.</summary>
    public void Tell(Exchange exchange)
    {
        var kind = AcceptHeader.Choose(exchange.RequestHeaders.Accept.ToString());
        if (kind == MediaKind.Json && exchange.Path is "/visits" && _number.Replica is { } replica) TellEntries(exchange, replica);
        else if (_number.Visits is { } visits) Page(exchange, kind).Send(exchange, visits);
        else Refuse(exchange, $"The number of visits is not known: {_number.Trouble}");
    }

    public MetricsText WriteTo(MetricsText text) => _flushes.WriteTo(
        text.Counter("counterapp_visits_total", "Visits that are durable, since the volume was made.", _number.Visits ?? 0));

    public void Dispose() => _counter.Dispose();

    private void Answer(in Visitor visitor, VisitOutcome outcome)
    {
        try
        {
            if (outcome.Refusal is null) Page(visitor.Exchange, visitor.Kind).Send(visitor.Exchange, outcome.Number);
            else Refuse(visitor.Exchange, $"This visit was not counted: {outcome.Refusal}");
            _requests.Answered(visitor.Exchange.StatusCode, visitor.CameAt);
        }
        catch (Exception e)
        {
            // One visitor that cannot be answered must not keep the others of the batch waiting.
            LogUnanswered(_log, e);
            visitor.Exchange.Abort();
        }
    }

    private void TellEntries(Exchange exchange, in Replica replica)
    {
        exchange.Headers.Vary = "Accept";
        _pages.SendEntries(exchange, replica.Visits, replica.Entries);
    }

    private NumberPage Page(Exchange exchange, MediaKind kind)
    {
        exchange.Headers.Vary = "Accept";
        return _pages.For(kind);
    }

    private static void Refuse(Exchange exchange, string reason)
    {
        exchange.Headers.RetryAfter = "1";
        Reply.Line(exchange, StatusCodes.Status503ServiceUnavailable, reason);
    }

    [LoggerMessage(3020, LogLevel.Warning, "Could not answer a visitor")]
    private static partial void LogUnanswered(ILogger log, Exception reason);
}
