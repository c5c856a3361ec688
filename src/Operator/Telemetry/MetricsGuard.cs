using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Kubernetes.Client;
using Kubernetes.Models.Authentication;
using Kubernetes.Models.Authorization;

namespace Operator.Telemetry;

/// <summary>
/// Lets those read <c>/metrics</c> whom the cluster knows (TokenReview) and allows it (SubjectAccessReview: get /metrics), as kubebuilder's
/// managers do. Answers are remembered for a moment, under the token's hash.
/// </summary>
internal sealed class MetricsGuard(Func<TokenReview, CancellationToken, Task<TokenReview>> authenticate, Func<SubjectAccessReview, CancellationToken, Task<SubjectAccessReview>> authorize, TimeProvider time)
{
    private const int MostAnswers = 1000;

    private static readonly TimeSpan AllowedFor = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan RefusedFor = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, (int Status, long At)> _answers = [];

    /// <summary>200, 401 without a token that the cluster knows, 403 for who may not, 500 when the cluster does not answer.</summary>
    public async Task<int> AskAsync(string? authorization, CancellationToken cancellationToken)
    {
        if (authorization is null || !authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)) return StatusCodes.Status401Unauthorized;
        var token = authorization["Bearer ".Length..].Trim();
        var key = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
        if (_answers.TryGetValue(key, out var known) && time.GetElapsedTime(known.At) < (known.Status == StatusCodes.Status200OK ? AllowedFor : RefusedFor)) return known.Status;
        var status = await ReviewAsync(token, cancellationToken);
        if (status == StatusCodes.Status500InternalServerError) return status;
        if (_answers.Count >= MostAnswers) _answers.Clear();
        _answers[key] = (status, time.GetTimestamp());
        return status;
    }

    private async Task<int> ReviewAsync(string token, CancellationToken cancellationToken)
    {
        try
        {
            var who = (await authenticate(new TokenReview { Spec = new TokenReviewSpec { Token = token } }, cancellationToken)).Status;
            if (who is not { Authenticated: true, User: { } user }) return StatusCodes.Status401Unauthorized;
            var may = await authorize(
                new SubjectAccessReview
                {
                    Spec = new SubjectAccessReviewSpec
                    {
                        User = user.Username,
                        Uid = user.Uid,
                        Groups = user.Groups,
                        Extra = user.Extra,
                        NonResourceAttributes = new NonResourceAttributes { Path = "/metrics", Verb = "get" },
                    },
                },
                cancellationToken);
            return may.Status?.Allowed == true ? StatusCodes.Status200OK : StatusCodes.Status403Forbidden;
        }
        catch (Exception e) when (e is ApiException or HttpRequestException or IOException or TimeoutException)
        {
            return StatusCodes.Status500InternalServerError;
        }
    }
}
