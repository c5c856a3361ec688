namespace Kubernetes.Client.Transport;

/// <summary>
/// Which failures are tried again, and after how long. The rules of client-go's rest/with_retry.go, and one more: a refused connection.
/// <list type="bullet">
/// <item>429 or 5xx with Retry-After: any verb; the server promises that it did nothing.</item>
/// <item>No connection: any verb, since nothing was sent; three times within a second or so.</item>
/// <item>A connection that broke: only what can be said twice (<see cref="KubeRequest.CanBeSaidTwice"/>).</item>
/// <item>Never: a stream (its reader knows where to go on) and an eviction (429 is its answer, not an accident).</item>
/// </list>
/// </summary>
internal static class RetryRules
{
    private const int MostRetries = 10;
    private const int MostConnects = 3;

    private static readonly TimeSpan FirstConnectWait = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan BrokenWait = TimeSpan.FromSeconds(1);

    /// <summary>The wait before the next attempt, or null for none; <paramref name="random"/> lies in [0, 1).</summary>
    public static TimeSpan? Wait(KubeRequest request, int attempt, Exception error, double random)
    {
        if (request.Streaming || !request.MayRetry || attempt > MostRetries) return null;
        return error switch
        {
            ApiException { RetryAfter: { } wait } refusal when refusal.IsTooManyRequests || (int)refusal.StatusCode >= 500 => wait + Spread(wait, random),
            HttpRequestException e when NeverSent(e) => attempt <= MostConnects ? FirstConnectWait * Math.Pow(3, attempt - 1) * (0.5 + random) : null,
            HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError or HttpRequestError.ConfigurationLimitExceeded } => null,
            HttpRequestException or IOException when request.CanBeSaidTwice => BrokenWait * (0.5 + random),
            _ => null,
        };
    }

    /// <summary>Whether not a byte of the request can have reached the server.</summary>
    public static bool NeverSent(Exception error) =>
        error is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.ProxyTunnelError };

    // Clients that were turned away together should not come back together.
    private static TimeSpan Spread(TimeSpan wait, double random) => (wait * 0.1 * random) + TimeSpan.FromMilliseconds(50 * random);
}
