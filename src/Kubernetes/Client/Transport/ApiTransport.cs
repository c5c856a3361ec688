using System.Net.Http.Headers;
using System.Text;
using Kubernetes.Client.Config;

namespace Kubernetes.Client.Transport;

/// <summary>Turns a <see cref="KubeRequest"/> into an HTTP exchange: identity, deadline, errors.</summary>
internal sealed class ApiTransport(ClientConfig config, HttpMessageHandler handler, TimeProvider time) : IDisposable
{
    private readonly HttpMessageInvoker _http = new(handler);

    public async Task<HttpResponseMessage> SendAsync(KubeRequest request, CancellationToken cancellationToken)
    {
        using var deadline = request.Streaming ? null : new CancellationTokenSource(config.RequestTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline?.Token ?? default);
        using var message = Message(request);
        try
        {
            var response = await _http.SendAsync(message, either.Token);
            if (response.IsSuccessStatusCode) return response;
            using (response) throw await ApiErrors.ReadAsync(request, response, time, either.Token);
        }
        catch (OperationCanceledException) when (deadline?.IsCancellationRequested == true && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"{request}: no answer within {config.RequestTimeout.TotalSeconds:0} s.");
        }
    }

    public void Dispose() => _http.Dispose();

    private HttpRequestMessage Message(KubeRequest request)
    {
        var message = new HttpRequestMessage(request.Method, new Uri(config.Server.AbsoluteUri.TrimEnd('/') + request.PathAndQuery))
        {
            Version = System.Net.HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        message.Headers.Accept.ParseAdd(request.Accept);
        message.Headers.UserAgent.ParseAdd(config.UserAgent);
        message.Headers.Authorization = config.Credential switch
        {
            Credential.BearerToken token => new("Bearer", token.Token),
            Credential.TokenFile file => new("Bearer", File.ReadAllText(file.Path).Trim()),
            Credential.BasicLogin login => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{login.UserName}:{login.Password}"))),
            _ => null,
        };
        if (request.ContentType is null) return message;
        message.Content = new ReadOnlyMemoryContent(request.Body);
        message.Content.Headers.ContentType = new MediaTypeHeaderValue(request.ContentType);
        return message;
    }
}
