using System.Net;

namespace Kubernetes.Tests.Scripting;

/// <summary>A server that takes every request and answers only when it is released.</summary>
internal sealed class HangingHandler : HttpMessageHandler
{
    private readonly SemaphoreSlim _gate = new(0);
    private int _seen;
    private int _waiting;
    private int _most;

    public int Seen => Volatile.Read(ref _seen);

    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>The most that waited at one time.</summary>
    public int Most => Volatile.Read(ref _most);

    public void Release(int count) => _gate.Release(count);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _seen);
        var waiting = Interlocked.Increment(ref _waiting);
        for (var most = Most; waiting > most && Interlocked.CompareExchange(ref _most, waiting, most) != most; most = Most) continue;
        try
        {
            await _gate.WaitAsync(cancellationToken);
            return ScriptedServer.Failure(HttpStatusCode.NotFound, "NotFound");
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _gate.Dispose();
        base.Dispose(disposing);
    }
}
