using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Operator.Apply;
using Operator.Rollout;
using Operator.Tests.Cases;

namespace Operator.Tests.Apply;

public sealed class PodRemoverTests
{
    private static readonly Case Stuck = Case.Read("a_pod_of_the_wrong_revision_that_cannot_start_is_evicted");

    private static readonly Case Batch = Case.Read("more_than_one_pod_at_a_time_makes_room_from_the_top");

    [Fact]
    public async Task A_stuck_pod_is_evicted_under_its_uid()
    {
        using var server = ScriptedServer.Echo();

        await Remove(server, Stuck);

        var request = Assert.Single(server.Requests);
        Assert.Equal("POST /api/v1/namespaces/default/pods/app-2/eviction", $"{request.Method} {request.Path}");
        Assert.Equal("pod-2", request.Body!["deleteOptions"]!["preconditions"]!["uid"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_disruption_budget_does_not_keep_a_pod_that_cannot_start()
    {
        using var server = new ScriptedServer((request, _) => request.Method == HttpMethod.Post
            ? ScriptedServer.Refusal(HttpStatusCode.TooManyRequests, "TooManyRequests", "Cannot evict pod as it would violate the pod's disruption budget.")
            : ScriptedServer.Json(HttpStatusCode.OK, []));

        var report = await Remove(server, Stuck);

        Assert.Equal(["POST", "DELETE"], server.Requests.Select(request => request.Method).Distinct());
        Assert.Equal("pod-2", server.Requests[^1].Body!["preconditions"]!["uid"]!.GetValue<string>());
        Assert.True(report.HasChanges);
    }

    [Fact]
    public async Task Pods_that_make_room_in_a_roll_are_deleted_as_a_set_does_it()
    {
        using var server = ScriptedServer.Echo();

        await Remove(server, Batch);

        Assert.Equal(
            ["DELETE /api/v1/namespaces/default/pods/app-3", "DELETE /api/v1/namespaces/default/pods/app-2"],
            server.Requests.Select(request => $"{request.Method} {request.Path}"));
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound, "NotFound")]
    [InlineData(HttpStatusCode.Conflict, "Conflict")]
    public async Task A_pod_that_is_gone_or_another_one_by_now_is_no_failure(HttpStatusCode status, string reason)
    {
        using var server = new ScriptedServer((_, _) => ScriptedServer.Refusal(status, reason, "no"));

        Assert.False((await Remove(server, Batch)).HasChanges);
    }

    [Fact]
    public async Task A_refusal_that_stands_is_told_in_the_servers_words()
    {
        using var server = new ScriptedServer((_, _) => ScriptedServer.Refusal(HttpStatusCode.Forbidden, "Forbidden", "pods is forbidden: no"));

        var refusal = Assert.Single((await Remove(server, Stuck)).Refusals);

        Assert.Equal(("Pod", "app-2", "pods is forbidden: no"), (refusal.Kind, refusal.Name, refusal.Message));
    }

    private static Task<ApplyReport> Remove(ScriptedServer server, Case given) =>
        new PodRemover(server.Client, NullLogger<PodRemover>.Instance).RemoveAsync(given.Observed, given.Decision, default);
}
