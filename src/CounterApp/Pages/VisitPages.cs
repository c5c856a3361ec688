using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using CounterApp.Http;

namespace CounterApp.Pages;

/// <summary>How the number of visits is told, in each form, rendered once.</summary>
internal sealed class VisitPages
{
    private readonly NumberPage _text;
    private readonly NumberPage _json;
    private readonly NumberPage _html;
    private readonly string _who;

    public VisitPages(string pod, string version)
    {
        _who = $"\"pod\":{Quoted(pod)},\"version\":{Quoted(version)}";
        _text = Page(Reply.Text, "", $" visits to {pod}\n");
        _json = Page(Reply.Json, "{\"visits\":", $",{_who}}}\n");
        _html = Html(pod, version);
    }

    public NumberPage For(MediaKind kind) => kind switch
    {
        MediaKind.Text => _text,
        MediaKind.Json => _json,
        MediaKind.Html => _html,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>Tells in JSON what the number is made of.</summary>
    public void SendEntries(Exchange exchange, long visits, IEnumerable<KeyValuePair<string, long>> entries)
    {
        var listed = string.Join(',', entries.Select(entry => $"{Quoted(entry.Key)}:{entry.Value}"));
        Reply.Send(exchange, StatusCodes.Status200OK, Reply.Json, Encoding.UTF8.GetBytes($"{{\"visits\":{visits},{_who},\"entries\":{{{listed}}}}}\n"));
    }

    private static NumberPage Html(string pod, string version)
    {
        var parts = VisitHtml.Template
            .Replace(VisitHtml.Pod, WebUtility.HtmlEncode(pod))
            .Replace(VisitHtml.Version, WebUtility.HtmlEncode(version))
            .Split(VisitHtml.Visits);
        return Page(Reply.Html, parts[0], parts[1]);
    }

    private static NumberPage Page(string contentType, string before, string after) =>
        new(contentType, Encoding.UTF8.GetBytes(before), Encoding.UTF8.GetBytes(after));

    private static string Quoted(string text) => $"\"{JavaScriptEncoder.Default.Encode(text)}\"";
}
