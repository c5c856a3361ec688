using Microsoft.Extensions.Logging.Abstractions;
using Operator.Apply;
using Operator.Tests.Cases;

namespace Operator.Tests.Apply;

public sealed class SetReplacerTests
{
    [Fact]
    public async Task The_announcement_holds_the_apps_deletion_and_says_nothing_of_its_spec()
    {
        var request = await Single("once_the_claims_are_asked_the_set_is_announced_for_replacement");

        Assert.Equal("PATCH", request.Method);
        Assert.Equal("set-uid", request.Body!["metadata"]!["annotations"]!["counterapp.io/replacing"]!.GetValue<string>());
        Assert.Equal("""["counterapp.io/replacing"]""", request.Body["metadata"]!["finalizers"]!.ToJsonString());
        Assert.Null(request.Body["spec"]);
    }

    [Fact]
    public async Task The_set_is_deleted_alone_and_only_if_it_still_is_the_announced_one()
    {
        var request = await Single("an_announced_set_is_deleted_without_its_pods");

        Assert.Equal("DELETE /apis/apps/v1/namespaces/default/statefulsets/app", $"{request.Method} {request.Path}");
        Assert.Equal("Orphan", request.Body!["propagationPolicy"]!.GetValue<string>());
        Assert.Equal("set-uid", request.Body["preconditions"]!["uid"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("an_adopted_set_concludes_the_replacement")]
    [InlineData("deleted_in_the_middle_the_app_is_let_go_when_no_pod_is_left")]
    public async Task At_the_end_the_announcement_and_the_hold_are_taken_back(string name)
    {
        var request = await Single(name);

        Assert.Equal("PATCH", request.Method);
        Assert.Null(request.Body!["metadata"]!["annotations"]);
        Assert.Null(request.Body["metadata"]!["finalizers"]);
        Assert.Equal("app-uid", request.Body["metadata"]!["uid"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("a_replaced_set_is_kept_until_its_controller_knows")]
    [InlineData("a_new_set_adopts_the_pods")]
    [InlineData("deleted_in_the_middle_pods_without_a_set_go_first")]
    [InlineData("an_app_with_all_pods_ready_is_healthy")]
    public async Task Nothing_is_sent_in_between(string name) => Assert.Empty(await Step(name));

    [Theory]
    [InlineData("once_the_claims_are_asked_the_set_is_announced_for_replacement", "CounterApp")]
    [InlineData("an_announced_set_is_deleted_without_its_pods", "StatefulSet")]
    public async Task A_refusal_that_stands_is_told_in_the_servers_words(string name, string kind)
    {
        using var server = new ScriptedServer((_, _) => ScriptedServer.Refusal(System.Net.HttpStatusCode.Forbidden, "Forbidden", "no"));
        var given = Case.Read(name);

        var report = await new SetReplacer(server.Client, NullLogger<SetReplacer>.Instance).StepAsync(given.Observed, given.Decision, default);

        var refusal = Assert.Single(report.Refusals);
        Assert.Equal((kind, "app", "no"), (refusal.Kind, refusal.Name, refusal.Message));
    }

    private static async Task<(string Method, string Path, System.Text.Json.Nodes.JsonObject? Body)> Single(string name) => Assert.Single(await Step(name));

    private static async Task<IReadOnlyList<(string Method, string Path, System.Text.Json.Nodes.JsonObject? Body)>> Step(string name)
    {
        using var server = ScriptedServer.Echo();
        var given = Case.Read(name);
        await new SetReplacer(server.Client, NullLogger<SetReplacer>.Instance).StepAsync(given.Observed, given.Decision, default);
        return server.Requests;
    }
}
