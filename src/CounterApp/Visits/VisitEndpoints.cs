using CounterApp.Metrics;
using CounterApp.Pages;

namespace CounterApp.Visits;

/// <summary><c>/</c> counts, <c>/visits</c> tells.</summary>
internal sealed class VisitEndpoints : IDisposable
{
    private readonly DurableNumber _number;
    private readonly VisitPages _pages;
    private readonly RequestMetrics _requests;
    private readonly FlushMetrics _flushes = new();
    private readonly VisitCounter<Visitor> _counter;

    /// <param name="number">Opened already; belongs to these endpoints from now on.</param>
    public VisitEndpoints(DurableNumber number, VisitPages pages, RequestMetrics requests, TimeProvider time)
    {
        (_number, _pages, _requests) = (number, pages, requests);
        _counter = new VisitCounter<Visitor>(number, _flushes, time, Answer);
    }

    /// <summary>Counts one visit; the task completes when it is durable and answered, or refused.</summary>
    public Task Visit(HttpContext context, long cameAt) =>
        _counter.Count(new Visitor(context, AcceptHeader.Choose(context.Request.Headers.Accept.ToString()), cameAt));

    /// <summary>Tells the number without counting.</summary>
    public void Tell(HttpContext context)
    {
        if (_number.Visits is { } visits) Page(context, AcceptHeader.Choose(context.Request.Headers.Accept.ToString())).Send(context, visits);
        else Refuse(context, $"The number of visits is not known: {_number.Trouble}");
    }

    public void WriteTo(MetricsText text)
    {
        text.Counter("counterapp_visits_total", "Visits that are durable, since the volume was made.", _number.Visits ?? 0);
        _flushes.WriteTo(text);
    }

    public void Dispose() => _counter.Dispose();

    private void Answer(in Visitor visitor, VisitOutcome outcome)
    {
        if (outcome.Refusal is null) Page(visitor.Context, visitor.Kind).Send(visitor.Context, outcome.Number);
        else Refuse(visitor.Context, $"This visit was not counted: {outcome.Refusal}");
        _requests.Answered(visitor.Context.Response.StatusCode, visitor.CameAt);
    }

    private NumberPage Page(HttpContext context, MediaKind kind)
    {
        context.Response.Headers.Vary = "Accept";
        return _pages.For(kind);
    }

    private static void Refuse(HttpContext context, string reason)
    {
        context.Response.Headers.RetryAfter = "1";
        Reply.Line(context, StatusCodes.Status503ServiceUnavailable, reason);
    }
}
