using System.Text;
using CounterApp.Http;
using CounterApp.Pages;

namespace CounterApp.Metrics;

/// <summary><c>/metrics</c>: what each room has to tell, one after the other.</summary>
internal sealed class MetricsEndpoint(params Func<MetricsText, MetricsText>[] rooms)
{
    public void Tell(Exchange exchange)
    {
        var text = rooms.Aggregate(new MetricsText(), (all, room) => room(all));
        Reply.Send(exchange, StatusCodes.Status200OK, MetricsText.ContentType, Encoding.UTF8.GetBytes(text.ToString()));
    }
}
