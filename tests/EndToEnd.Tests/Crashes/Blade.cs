namespace EndToEnd.Tests.Crashes;

/// <summary>
/// What stands between an operator and the API server, counts its writes, and cuts it off for good at one of them: before the request is sent,
/// or after the server has carried it out and before the operator hears of it. Events are written beside the reconciler's way and do not count.
/// </summary>
internal sealed class Blade(HttpMessageHandler server, int fallsAt, bool afterwards) : DelegatingHandler(server)
{
    private readonly TaskCompletionSource _fallen = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _writes;

    /// <summary>Completes when the operator has been cut off.</summary>
    public Task Fallen => _fallen.Task;

    public int Writes => Volatile.Read(ref _writes);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (Fallen.IsCompleted) throw new IOException("The operator is dead.");
        var falls = IsWrite(request) && Interlocked.Increment(ref _writes) == fallsAt;
        if (falls && !afterwards) Fall();
        var response = await base.SendAsync(request, cancellationToken);
        if (falls) Fall();
        return response;
    }

    private static bool IsWrite(HttpRequestMessage request) =>
        request.Method != HttpMethod.Get && !request.RequestUri!.AbsolutePath.Contains("/events", StringComparison.Ordinal);

    private void Fall()
    {
        _fallen.TrySetResult();
        throw new IOException("The operator dies.");
    }
}
