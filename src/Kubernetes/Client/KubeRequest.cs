using System.Text;

namespace Kubernetes.Client;

/// <summary>One request as a value: what will be sent, before anything is sent. <see cref="Requests"/> builds them.</summary>
public sealed record KubeRequest(HttpMethod Method, string Path)
{
    public const string Json = "application/json";

    /// <summary>Parameters in order; values are escaped when the URI is made.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Query { get; init; } = [];

    public string Accept { get; init; } = Json;

    /// <summary>Headers of the request's own, beside those that every request has.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public string? ContentType { get; init; }

    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>True for a request whose answer has no end of its own: it gets no deadline and no retry.</summary>
    public bool Streaming { get; init; }

    /// <summary>False for a request whose refusal is meant for the caller, whatever it says about trying again.</summary>
    public bool MayRetry { get; init; } = true;

    /// <summary>
    /// True when carrying it out twice does no harm, so that it may be sent again after its connection broke: a read, an apply, and the
    /// create of a named object, whose second attempt the server refuses.
    /// </summary>
    public bool CanBeSaidTwice { get; init; } = Method == HttpMethod.Get || Method == HttpMethod.Head;

    /// <summary>A large answer is expected: let the server compress it. The client undoes that.</summary>
    public bool AcceptGzip { get; init; }

    /// <summary>Resource and verb for metrics and traces, such as <c>pods</c> and <c>list</c>; empty when unknown.</summary>
    public string Resource { get; init; } = "";

    public string Verb { get; init; } = "";

    public bool IsWrite => Method != HttpMethod.Get && Method != HttpMethod.Head;

    /// <summary>The same request with one more parameter, or as it is when the value is null.</summary>
    public KubeRequest With(string parameter, string? value) =>
        value is null ? this : this with { Query = [.. Query, new(parameter, value)] };

    public string PathAndQuery
    {
        get
        {
            if (Query.Count == 0) return Path;
            var text = new StringBuilder(Path);
            for (var i = 0; i < Query.Count; i++)
            {
                text.Append(i == 0 ? '?' : '&').Append(Uri.EscapeDataString(Query[i].Key)).Append('=').Append(Uri.EscapeDataString(Query[i].Value));
            }

            return text.ToString();
        }
    }

    public override string ToString() => $"{Method} {PathAndQuery}";
}
