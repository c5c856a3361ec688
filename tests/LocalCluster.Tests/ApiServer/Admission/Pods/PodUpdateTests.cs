using LocalCluster.Tests.ApiServer.Requests;

namespace LocalCluster.Tests.ApiServer.Admission.Pods;

public sealed class PodUpdateTests(RequestServer server) : IClassFixture<RequestServer>
{
    private const string Pods = "/api/v1/namespaces/default/pods";

    [Fact]
    public async Task A_scheduling_gate_can_be_taken_away_but_none_comes_later()
    {
        await server.PostAsync("/api/v1/namespaces/default/serviceaccounts", """{"metadata":{"name":"default"}}""");
        (await server.PostAsync(
            Pods, """{"metadata":{"name":"gated"},"spec":{"schedulingGates":[{"name":"a.b/c"}],"containers":[{"name":"c","image":"counterapp:1"}]}}""")).Is(201);

        (await server.PatchAsync($"{Pods}/gated", """{"spec":{"schedulingGates":[{"name":"a.b/c"},{"name":"a.b/d"}]}}""")).Says(
            422, "Pod \"gated\" is invalid: spec.schedulingGates[1].name: Forbidden: only deletion is allowed, but found new scheduling gate 'a.b/d'");
        (await server.PostAsync($"{Pods}/gated/binding", """{"apiVersion":"v1","kind":"Binding","metadata":{"name":"gated"},"target":{"kind":"Node","name":"node-1"}}""")).Says(
            409, "Operation cannot be fulfilled on pods/binding \"gated\": pod gated has non-empty .spec.schedulingGates");
        (await server.PatchAsync($"{Pods}/gated", """{"spec":{"schedulingGates":null}}""")).Is(200);
    }
}
