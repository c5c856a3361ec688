using System.Collections.Concurrent;
using System.Net;
using Kubernetes.Client;

namespace Kubernetes.Tests.Scripting;

/// <summary>A server of config maps whose lists and watches are answered in the order in which the test wrote them down.</summary>
internal sealed class ListWatchScript
{
    private readonly ConcurrentQueue<Func<HttpResponseMessage>> _lists = [];
    private readonly ConcurrentQueue<Func<HttpResponseMessage>> _watches = [];

    public ListWatchScript() => Server = new ScriptedServer(Answer);

    public ScriptedServer Server { get; }

    public IReadOnlyList<string> Lists => [.. Paths(watch: false)];

    public IReadOnlyList<string> Watches => [.. Paths(watch: true)];

    public static string Map(string name, int version, string? uid = null, string? label = null)
    {
        var labels = label is null ? "" : $$""" ,"labels":{"l":"{{label}}"} """;
        return $$$"""{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"{{{name}}}","namespace":"x","uid":"{{{uid ?? name}}}","resourceVersion":"{{{version}}}"{{{labels}}}}}""";
    }

    public KubeClient Client(TimeProvider? time = null) => Server.Client(time);

    public ListWatchScript List(int version, params string[] items) => Page(version, more: null, items);

    public ListWatchScript Page(int version, string? more, params string[] items)
    {
        var next = more is null ? "" : $$""","continue":"{{more}}" """;
        var body = $$"""{"kind":"ConfigMapList","apiVersion":"v1","metadata":{"resourceVersion":"{{version}}"{{next}}},"items":[{{string.Join(',', items)}}]}""";
        return List(() => ScriptedServer.Json(body));
    }

    public ListWatchScript List(Func<HttpResponseMessage> answer)
    {
        _lists.Enqueue(answer);
        return this;
    }

    public ListWatchScript ListFails(HttpStatusCode status, string reason) => List(() => ScriptedServer.Failure(status, reason));

    public ScriptedStream Watch()
    {
        var stream = new ScriptedStream();
        _watches.Enqueue(stream.Response);
        return stream;
    }

    public ListWatchScript WatchFails(HttpStatusCode status, string reason)
    {
        _watches.Enqueue(() => ScriptedServer.Failure(status, reason));
        return this;
    }

    public ListWatchScript WatchBreaks(Exception error)
    {
        _watches.Enqueue(() => throw error);
        return this;
    }

    private IEnumerable<string> Paths(bool watch) => Server.Sent
        .Where(request => request.Method == HttpMethod.Get && request.PathAndQuery.Contains("watch=true", StringComparison.Ordinal) == watch)
        .Select(request => request.PathAndQuery);

    private HttpResponseMessage? Answer(HttpRequestMessage request, string body)
    {
        if (request.Method != HttpMethod.Get) return null;
        var script = request.RequestUri!.Query.Contains("watch=true", StringComparison.Ordinal) ? _watches : _lists;
        return script.TryDequeue(out var answer) ? answer() : ScriptedServer.Failure(HttpStatusCode.ServiceUnavailable, "ServiceUnavailable", "the script is over");
    }
}
