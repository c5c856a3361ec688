using Kubernetes.Models.Authentication;
using Kubernetes.Models.Authorization;
using Microsoft.Extensions.Time.Testing;
using Operator.Telemetry;

namespace Operator.Tests.Telemetry;

public sealed class MetricsGuardTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly List<SubjectAccessReviewSpec> _asked = [];
    private int _reviews;
    private bool _down;

    private MetricsGuard Guard => new(AuthenticateAsync, AuthorizeAsync, _time);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Basic dTpw")]
    [InlineData("Bearer stranger")]
    public async Task Who_is_not_known_gets_401(string? header) => Assert.Equal(401, await Guard.AskAsync(header, CancellationToken.None));

    [Fact]
    public async Task Who_is_known_but_may_not_gets_403() => Assert.Equal(403, await Guard.AskAsync("Bearer guest", CancellationToken.None));

    [Fact]
    public async Task Who_may_get_the_path_gets_it()
    {
        Assert.Equal(200, await Guard.AskAsync("bearer prometheus", CancellationToken.None));

        var asked = Assert.Single(_asked);
        Assert.Equal(("prometheus", "/metrics", "get"), (asked.User, asked.NonResourceAttributes!.Path, asked.NonResourceAttributes.Verb));
        Assert.Equal(["monitoring"], asked.Groups);
        Assert.Equal(["x"], asked.Extra!["scopes"]);
    }

    [Fact]
    public async Task The_answer_is_remembered_for_a_minute_and_a_refusal_for_ten_seconds()
    {
        var guard = Guard;
        for (var i = 0; i < 5; i++) await guard.AskAsync("Bearer prometheus", CancellationToken.None);
        for (var i = 0; i < 5; i++) await guard.AskAsync("Bearer guest", CancellationToken.None);
        Assert.Equal(2, _reviews);

        _time.Advance(TimeSpan.FromSeconds(11));
        await guard.AskAsync("Bearer prometheus", CancellationToken.None);
        await guard.AskAsync("Bearer guest", CancellationToken.None);
        Assert.Equal(3, _reviews);
        _time.Advance(TimeSpan.FromMinutes(1));
        await guard.AskAsync("Bearer prometheus", CancellationToken.None);
        Assert.Equal(4, _reviews);
    }

    [Fact]
    public async Task A_cluster_that_does_not_answer_lets_nobody_in_and_is_asked_again()
    {
        var guard = Guard;
        _down = true;
        Assert.Equal(500, await guard.AskAsync("Bearer prometheus", CancellationToken.None));
        _down = false;

        Assert.Equal(200, await guard.AskAsync("Bearer prometheus", CancellationToken.None));
    }

    private Task<TokenReview> AuthenticateAsync(TokenReview review, CancellationToken cancellationToken)
    {
        _reviews++;
        if (_down) throw new HttpRequestException("refused");
        var known = review.Spec!.Token is "prometheus" or "guest";
        return Task.FromResult(review with
        {
            Status = new TokenReviewStatus
            {
                Authenticated = known,
                User = known ? new UserInfo { Username = review.Spec.Token, Groups = ["monitoring"], Extra = new Dictionary<string, IReadOnlyList<string>> { ["scopes"] = ["x"] } } : null,
            },
        });
    }

    private Task<SubjectAccessReview> AuthorizeAsync(SubjectAccessReview review, CancellationToken cancellationToken)
    {
        _asked.Add(review.Spec!);
        return Task.FromResult(review with { Status = new SubjectAccessReviewStatus { Allowed = review.Spec!.User == "prometheus" } });
    }
}
