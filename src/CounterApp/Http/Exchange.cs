using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;

namespace CounterApp.Http;

/// <summary>
/// A request and its answer, straight on what the server offers for them: a whole <see cref="HttpContext"/> would cost 1.6 MB of memory
/// for sessions, users and web sockets that are not here. Lives as long as its connection.
/// </summary>
internal sealed class Exchange
{
    private IFeatureCollection _features = null!;
    private IHttpRequestFeature _request = null!;
    private IHttpResponseFeature _response = null!;

    /// <summary>As it was sent; <c>GET</c> and <c>get</c> are two methods (RFC 9110, section 9.1).</summary>
    public string Method => _request.Method;

    public bool IsGet => Method is "GET";

    public bool IsHead => Method is "HEAD";

    /// <summary>Decoded, without the query.</summary>
    public string Path => _request.Path;

    public IHeaderDictionary RequestHeaders => _request.Headers;

    public PipeReader RequestBody => _features.Get<IRequestBodyPipeFeature>()!.Reader;

    /// <summary>The status code to answer, then the one answered.</summary>
    public int StatusCode
    {
        get => _response.StatusCode;
        set => _response.StatusCode = value;
    }

    /// <summary>Those of the answer.</summary>
    public IHeaderDictionary Headers => _response.Headers;

    /// <summary>That of the answer.</summary>
    public PipeWriter Body => _features.Get<IHttpResponseBodyFeature>()!.Writer;

    /// <summary>Cancelled when whoever asked went away.</summary>
    public CancellationToken Aborted => _features.Get<IHttpRequestLifetimeFeature>()!.RequestAborted;

    /// <summary>Turns to the next request of the connection.</summary>
    public void Begin(IFeatureCollection features)
    {
        _features = features;
        _request = features.Get<IHttpRequestFeature>()!;
        _response = features.Get<IHttpResponseFeature>()!;
    }

    /// <summary>Closes the connection without an answer.</summary>
    public void Abort() => _features.Get<IHttpRequestLifetimeFeature>()!.Abort();
}
