using System.IO.Pipelines;
using System.Net;
using System.Text;

namespace Kubernetes.Tests.Scripting;

/// <summary>The body of a watch, written by the test as it goes.</summary>
internal sealed class ScriptedStream
{
    private readonly Pipe _pipe = new(new PipeOptions(pauseWriterThreshold: 0));
    private volatile bool _broken;

    /// <summary>The version that the connection is said to have.</summary>
    public Version Version { get; set; } = HttpVersion.Version20;

    public HttpResponseMessage Response() => new(HttpStatusCode.OK) { Version = Version, Content = new StreamContent(Body()) };

    public Stream Body() => new ScriptedBody(_pipe.Reader.AsStream(), () => _broken);

    public ScriptedStream Added(string obj) => Send("ADDED", obj);

    public ScriptedStream Modified(string obj) => Send("MODIFIED", obj);

    public ScriptedStream Deleted(string obj) => Send("DELETED", obj);

    public ScriptedStream Bookmark(string version, bool initialEventsEnd = false)
    {
        var mark = initialEventsEnd ? """ ,"annotations":{"k8s.io/initial-events-end":"true"} """ : "";
        return Send("BOOKMARK", $$$"""{"kind":"ConfigMap","apiVersion":"v1","metadata":{"resourceVersion":"{{{version}}}"{{{mark}}}}}""");
    }

    public ScriptedStream Error(int code, string reason) =>
        Send("ERROR", $$"""{"kind":"Status","apiVersion":"v1","status":"Failure","message":"no","reason":"{{reason}}","code":{{code}}}""");

    public ScriptedStream Send(string type, string obj) => Raw($$"""{"type":"{{type}}","object":{{obj}}}""" + "\n");

    public ScriptedStream Raw(string text) => Raw(Encoding.UTF8.GetBytes(text));

    public ScriptedStream Raw(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_pipe.Writer.GetSpan(bytes.Length));
        _pipe.Writer.Advance(bytes.Length);
        _pipe.Writer.FlushAsync().AsTask().Wait();
        return this;
    }

    public ScriptedStream End()
    {
        _pipe.Writer.Complete();
        return this;
    }

    public ScriptedStream Break()
    {
        _broken = true;
        return End();
    }
}
