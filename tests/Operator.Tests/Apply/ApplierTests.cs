using System.Net;
using System.Text.Json.Nodes;
using Kubernetes.Client;
using Kubernetes.Models.Apps;
using Kubernetes.Models.Core;
using Microsoft.Extensions.Logging.Abstractions;
using Operator.Apply;
using Operator.Desired;
using Operator.Observe;
using Operator.Tests.Cases;

namespace Operator.Tests.Apply;

public sealed class ApplierTests
{
    private static readonly Case New = Case.Read("the_sample_becomes_the_target_picture");

    [Fact]
    public async Task A_new_app_is_written_in_three_applies_with_our_name_on_them()
    {
        using var server = ScriptedServer.Echo();

        var report = await Apply(server, New.Observed, New.Desired);

        Assert.Equal(
            [
                "PATCH /api/v1/namespaces/default/services/app-python-pods?fieldManager=counterapp-operator&force=true",
                "PATCH /api/v1/namespaces/default/services/app-python?fieldManager=counterapp-operator&force=true",
                "PATCH /apis/apps/v1/namespaces/default/statefulsets/app-python?fieldManager=counterapp-operator&force=true",
            ],
            server.Requests.Select(request => $"{request.Method} {request.Path}"));
        Assert.All(report.Outcomes, outcome => Assert.IsType<ChildOutcome.Created>(outcome));
    }

    [Fact]
    public async Task Nothing_is_sent_when_all_is_there_already()
    {
        using var server = ScriptedServer.Echo();

        var report = await Apply(server, await AfterFirstApply(), New.Desired);

        Assert.Empty(server.Requests);
        Assert.All(report.Outcomes, outcome => Assert.IsType<ChildOutcome.Unchanged>(outcome));
    }

    [Fact]
    public async Task Nothing_is_sent_for_what_the_server_or_others_have_added()
    {
        var observed = await AfterFirstApply();
        var set = observed.Set! with { Spec = observed.Set.Spec! with { Ordinals = new StatefulSetOrdinals { Start = 0 } } };
        var service = observed.Service! with { Spec = observed.Service.Spec! with { ClusterIP = "10.0.0.7", ExternalTrafficPolicy = "Local" } };
        using var server = ScriptedServer.Echo();

        await Apply(server, observed with { Set = set, Service = service }, New.Desired);

        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Drift_is_put_right_and_told_and_only_where_it_is()
    {
        var observed = await AfterFirstApply();
        var drifted = observed.Set! with { Spec = observed.Set.Spec! with { Replicas = 5 } };
        using var server = ScriptedServer.Echo();

        var report = await Apply(server, observed with { Set = drifted }, New.Desired);

        var request = Assert.Single(server.Requests);
        Assert.Equal("live-uid", request.Body!["metadata"]!["uid"]!.GetValue<string>());
        Assert.Equal("spec.replicas: 5 → 2", Assert.Single(report.Outcomes.OfType<ChildOutcome.Updated>()).Changes);
    }

    [Fact]
    public async Task What_is_no_longer_asked_for_is_taken_back_even_after_a_restart()
    {
        var withEnv = Case.Read("env_resources_and_pull_secrets_reach_the_container");
        using var first = ScriptedServer.Echo();
        await Apply(first, withEnv.Observed, withEnv.Desired);
        var live = Live<StatefulSet>(first.Requests[2].Body!, StatefulSet.Json);
        var spec = withEnv.Observed.App.Spec with { Env = null };
        var without = withEnv.Observed with { App = withEnv.Observed.App with { Spec = spec }, Set = live };
        using var second = ScriptedServer.Echo();

        var report = await Apply(second, without, DesiredState.From(without, withEnv.Decision));

        Assert.Contains(report.Outcomes, outcome => outcome is ChildOutcome.Updated { Kind: "StatefulSet", Changes: "fields that are no longer asked for are taken back" });
    }

    [Fact]
    public async Task What_the_server_keeps_differently_is_sent_once_and_not_for_ever()
    {
        var observed = await AfterFirstApply();
        var odd = observed.Set! with { Spec = observed.Set.Spec! with { RevisionHistoryLimit = 3 } };
        using var server = new ScriptedServer((_, body) =>
        {
            body!["spec"]!["revisionHistoryLimit"] = 3;
            body["metadata"]!["uid"] = "live-uid";
            return ScriptedServer.Json(HttpStatusCode.OK, body);
        });
        var applier = new Applier(server.Client, NullLogger<Applier>.Instance);

        await applier.ApplyAsync(observed with { Set = odd }, New.Desired, default);
        await applier.ApplyAsync(observed with { Set = odd }, New.Desired, default);

        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData(HttpStatusCode.UnprocessableEntity, "Invalid", "Service \"app-python\" is invalid: spec.ports[0].nodePort: Invalid value: 30001: provided port is already allocated")]
    [InlineData(HttpStatusCode.Forbidden, "Forbidden", "exceeded quota")]
    [InlineData(HttpStatusCode.InternalServerError, "", "failed to create typed patch object (/one; v1, Kind=Service): .spec.bogus: field not declared in schema")]
    [InlineData(HttpStatusCode.InternalServerError, "", "failed to convert new object (/one; /v1, Kind=Service) to proper version: unable to convert unstructured object to /v1, Kind=Service: quantities must match")]
    public async Task A_refusal_is_told_in_the_servers_words_and_keeps_nothing_else_back(HttpStatusCode status, string reason, string words)
    {
        using var server = new ScriptedServer((request, body) => request.RequestUri!.AbsolutePath.EndsWith("/services/app-python", StringComparison.Ordinal)
            ? ScriptedServer.Refusal(status, reason, words)
            : ScriptedServer.Json(HttpStatusCode.OK, body!));

        var report = await Apply(server, New.Observed, New.Desired);

        Assert.Equal(words, Assert.Single(report.Refusals).Message);
        Assert.Equal(2, report.Outcomes.OfType<ChildOutcome.Created>().Count());
    }

    [Fact]
    public async Task A_conflict_is_no_refusal_but_tried_again()
    {
        using var server = new ScriptedServer((_, _) => ScriptedServer.Refusal(HttpStatusCode.Conflict, "Conflict", "uid mismatch"));

        await Assert.ThrowsAsync<ApiException>(() => Apply(server, New.Observed, New.Desired));
    }

    [Fact]
    public async Task While_nothing_may_be_touched_nothing_is_sent()
    {
        using var server = ScriptedServer.Echo();

        await Apply(server, New.Observed, null);

        Assert.Empty(server.Requests);
    }

    private static Task<ApplyReport> Apply(ScriptedServer server, Observed observed, DesiredState? desired) =>
        new Applier(server.Client, NullLogger<Applier>.Instance).ApplyAsync(observed, desired, default);

    private static async Task<Observed> AfterFirstApply()
    {
        using var server = ScriptedServer.Echo();
        await Apply(server, New.Observed, New.Desired);
        return New.Observed with
        {
            PodsService = Live(server.Requests[0].Body!, Service.Json),
            Service = Live(server.Requests[1].Body!, Service.Json),
            Set = Live(server.Requests[2].Body!, StatefulSet.Json),
        };
    }

    private static T Live<T>(JsonObject applied, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> json)
    {
        applied["metadata"]!["uid"] = "live-uid";
        return System.Text.Json.JsonSerializer.Deserialize(applied, json)!;
    }
}
